// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that holds of an answer or a record, or does not. All parts that are given must hold. A
 * JSON null counts as not there.
 */
public record Condition(
    Optional<StatusSet> status,
    Optional<Pointer> at,
    Optional<Boolean> exists,
    @JsonProperty("equals") Optional<List<String>> anyOf,
    @JsonProperty("not-equals") Optional<List<String>> noneOf,
    Optional<Pattern> matches,
    List<Condition> and,
    Optional<Pattern> body) {

  /** The kinds of failure by their name in a definition. */
  public static final Map<String, Kind> KINDS =
      Map.of(
          "rate-limit", Kind.RATE_LIMITED,
          "quota", Kind.QUOTA_EXHAUSTED,
          "authentication", Kind.UNAUTHENTICATED,
          "plan", Kind.NOT_IN_PLAN,
          "unknown-symbol", Kind.UNKNOWN_SYMBOL,
          "malformed-symbol", Kind.MALFORMED_SYMBOL,
          "malformed-answer", Kind.MALFORMED_ANSWER,
          "unavailable", Kind.UNAVAILABLE);

  /** Sees that place and tests go together. */
  public Condition {
    matches = matches.map(Condition::inAnyCase);
    body = body.map(Condition::inAnyCase);
    boolean tests = Stream.of(exists, anyOf, noneOf, matches).anyMatch(Optional::isPresent);
    if (at.isPresent() != tests) {
      throw new Flaws(
          "",
          tests
              ? "it says what to look for but not where; add at: and a pointer"
              : "it says where to look but not what for; add exists, equals, not-equals or matches");
    }
  }

  private static Pattern inAnyCase(Pattern pattern) {
    return Pattern.compile(pattern.pattern(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** This condition and those that must hold too. */
  public Stream<Condition> all() {
    return Stream.concat(Stream.of(this), and.stream().flatMap(Condition::all));
  }

  /**
   * Whether it holds of an answer or a record.
   *
   * @param answered status of the answer
   * @param values the text of the value that a pointer leads to
   * @param text the text of the body
   */
  public boolean holds(
      int answered, Function<Pointer, Optional<String>> values, Supplier<String> text) {
    return (status.isEmpty() || status.get().contains(answered))
        && (at.isEmpty() || holds(values.apply(at.get())))
        && and.stream().allMatch(further -> further.holds(answered, values, text))
        && (body.isEmpty() || body.get().matcher(text.get()).find());
  }

  private boolean holds(Optional<String> value) {
    return (exists.isEmpty() || exists.get() == value.isPresent())
        && (anyOf.isEmpty() || value.filter(one -> contains(anyOf.get(), one)).isPresent())
        && (noneOf.isEmpty() || value.filter(one -> !contains(noneOf.get(), one)).isPresent())
        && (matches.isEmpty()
            || value.filter(one -> matches.get().matcher(one).find()).isPresent());
  }

  private static boolean contains(List<String> expected, String value) {
    return expected.contains(value)
        || number(value).filter(one -> expected.stream().anyMatch(is(one))).isPresent();
  }

  private static Predicate<String> is(BigDecimal number) {
    return text -> number(text).filter(other -> other.compareTo(number) == 0).isPresent();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > 100 ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
