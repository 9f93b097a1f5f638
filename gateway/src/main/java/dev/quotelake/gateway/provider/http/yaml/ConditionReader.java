// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.StatusSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads conditions and the kinds of failure they tell of. */
final class ConditionReader {

  /** The kinds of failure by their name in a definition. */
  static final Map<String, Kind> KINDS =
      Map.of(
          "rate-limit", Kind.RATE_LIMITED,
          "quota", Kind.QUOTA_EXHAUSTED,
          "authentication", Kind.UNAUTHENTICATED,
          "plan", Kind.NOT_IN_PLAN,
          "unknown-symbol", Kind.UNKNOWN_SYMBOL,
          "malformed-symbol", Kind.MALFORMED_SYMBOL,
          "malformed-answer", Kind.MALFORMED_ANSWER,
          "unavailable", Kind.UNAVAILABLE);

  private static final Pattern ANYTHING = Pattern.compile("");

  private ConditionReader() {}

  static Map<Kind, List<Condition>> failures(Section section) {
    Map<Kind, List<Condition>> failures = new LinkedHashMap<>();
    section
        .members()
        .forEach((name, conditions) -> failures.put(KINDS.get(name), conditions(conditions)));
    return failures;
  }

  static List<Condition> conditions(Section section) {
    return section.elements().stream().map(ConditionReader::condition).toList();
  }

  private static Condition condition(Section section) {
    List<Condition.Test> tests = new ArrayList<>();
    if (section.has("exists")) {
      tests.add(new Condition.Test.Exists(section.flag("exists", true)));
    }
    if (section.has("equals")) {
      tests.add(new Condition.Test.AnyOf(section.at("equals").texts()));
    }
    if (section.has("not-equals")) {
      tests.add(new Condition.Test.NoneOf(section.at("not-equals").texts()));
    }
    if (section.has("matches")) {
      tests.add(new Condition.Test.Matches(pattern(section.at("matches"))));
    }
    Optional<Pointer> at = section.text("at").map(Pointer::parse);
    if (at.isPresent() && tests.isEmpty()) {
      section.mistake(
          "it says where to look but not what for", "add exists, equals, not-equals or matches");
    }
    if (at.isEmpty() && !tests.isEmpty()) {
      section.mistake("it says what to look for but not where", "add at: and a pointer");
    }
    return new Condition(
        section.has("status")
            ? Optional.of(new StatusSet(section.at("status").texts()))
            : Optional.empty(),
        at,
        List.copyOf(tests),
        conditions(section.at("and")),
        section.has("body") ? Optional.of(pattern(section.at("body"))) : Optional.empty());
  }

  private static Pattern pattern(Section section) {
    return section.read(
        text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
        ANYTHING,
        "write a regular expression as Java understands it");
  }
}
