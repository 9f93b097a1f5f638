// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.StatusSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells which kind of failure an answer or a record speaks of, if any. */
final class FailureRules {

  /** Tested before all others: a vendor's text on a limit may well mention the key. */
  private static final List<Kind> LIMITS = List.of(Kind.QUOTA_EXHAUSTED, Kind.RATE_LIMITED);

  private record Rule(Kind kind, Condition condition) {}

  private final List<Rule> rules = new ArrayList<>();

  FailureRules(Map<Kind, List<Condition>> failures, PointerTrie trie) {
    List<Kind> kinds = new ArrayList<>(LIMITS);
    failures.keySet().stream().filter(kind -> !LIMITS.contains(kind)).forEach(kinds::add);
    for (Kind kind : kinds) {
      for (Condition condition : failures.getOrDefault(kind, List.of())) {
        trie.addTexts(condition);
        rules.add(new Rule(kind, condition));
      }
    }
  }

  /** Whether a rule looks at one of these places in answers of these statuses. */
  boolean look(StatusSet statuses, Predicate<Pointer> place) {
    return rules.stream()
        .map(Rule::condition)
        .filter(rule -> rule.status().isEmpty() || rule.status().get().intersects(statuses))
        .flatMap(Condition::all)
        .flatMap(rule -> rule.at().stream())
        .anyMatch(place);
  }

  /**
   * The kind of failure, if it is one.
   *
   * @param body the text of the answer
   */
  Optional<Kind> judge(int status, FieldValues values, Supplier<String> body) {
    for (Rule rule : rules) {
      if (rule.condition.holds(status, values::text, body)) {
        return Optional.of(rule.kind);
      }
    }
    return Optional.empty();
  }
}
