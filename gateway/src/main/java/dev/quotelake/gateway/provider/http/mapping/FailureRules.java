// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.StatusSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells which kind of failure an answer or a record speaks of, if any. */
final class FailureRules {

  /** Tested before all others: a vendor's text on a limit may well mention the key. */
  private static final List<Kind> LIMITS = List.of(Kind.QUOTA_EXHAUSTED, Kind.RATE_LIMITED);

  private record Test(Kind kind, Rule rule) {}

  private final List<Test> tests;

  FailureRules(Map<Kind, List<Condition>> failures, SlotAllocator slots) {
    Stream<Kind> limits = LIMITS.stream().filter(failures::containsKey);
    Stream<Kind> others = failures.keySet().stream().filter(kind -> !LIMITS.contains(kind));
    tests =
        Stream.concat(limits, others)
            .flatMap(
                kind -> slots.rules(failures.get(kind)).stream().map(rule -> new Test(kind, rule)))
            .toList();
  }

  /** Whether a rule looks at one of these places in answers of these statuses. */
  boolean look(StatusSet statuses, Predicate<Pointer> place) {
    return tests.stream()
        .map(test -> test.rule().condition())
        .filter(rule -> rule.status().isEmpty() || rule.status().get().intersects(statuses))
        .flatMap(Condition::all)
        .flatMap(rule -> rule.at().stream())
        .anyMatch(place);
  }

  /** The kind of failure, if it is one. */
  Optional<Kind> judge(int status, Values values, Supplier<String> body) {
    for (Test test : tests) {
      if (test.rule().holds(status, values, body)) {
        return Optional.of(test.kind());
      }
    }
    return Optional.empty();
  }
}
