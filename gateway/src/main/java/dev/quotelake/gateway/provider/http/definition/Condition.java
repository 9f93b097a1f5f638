// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that holds of an answer or a record, or does not. All parts that are given must hold.
 *
 * @param status statuses of the answer; any of them
 * @param at the value that the tests look at
 * @param tests what must hold of that value
 * @param and further conditions that must hold too
 * @param body a pattern found somewhere in the body's text
 */
public record Condition(
    Optional<StatusSet> status,
    Optional<Pointer> at,
    List<Test> tests,
    List<Condition> and,
    Optional<Pattern> body) {

  /** This condition and those that must hold too. */
  public Stream<Condition> all() {
    return Stream.concat(Stream.of(this), and.stream().flatMap(Condition::all));
  }

  /** A test of one value. A JSON null counts as not there. */
  public sealed interface Test {

    /** Whether there is a value. */
    record Exists(boolean expected) implements Test {}

    /** The value is one of these; numbers are compared as numbers. */
    record AnyOf(List<String> values) implements Test {}

    /** There is a value, and it is none of these. */
    record NoneOf(List<String> values) implements Test {}

    /** The pattern is found in the value. */
    record Matches(Pattern pattern) implements Test {}
  }
}
