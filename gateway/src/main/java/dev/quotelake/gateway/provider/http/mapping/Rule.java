// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * A condition whose value has a slot.
 *
 * @param condition what must hold
 * @param and rules that must hold too
 * @param slot the slot of the condition's pointer, or -1 if it has none
 */
record Rule(Condition condition, int slot, List<Rule> and) {

  /**
   * Whether the condition holds.
   *
   * @param status status of the answer
   * @param values where the slot's value is
   * @param body the text of the body
   */
  boolean holds(int status, Values values, Supplier<String> body) {
    if (condition.status().isPresent() && !condition.status().get().contains(status)) {
      return false;
    }
    if (condition.at().isPresent() && !testsHold(values)) {
      return false;
    }
    for (Rule rule : and) {
      if (!rule.holds(status, values, body)) {
        return false;
      }
    }
    return condition.body().isEmpty() || condition.body().get().matcher(body.get()).find();
  }

  private boolean testsHold(Values values) {
    String value = values.has(slot) ? values.text(slot) : null;
    for (Condition.Test test : condition.tests()) {
      if (!holds(test, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Condition.Test test, String value) {
    if (test instanceof Condition.Test.Exists exists) {
      return exists.expected() == (value != null);
    }
    if (value == null) {
      return false;
    }
    if (test instanceof Condition.Test.AnyOf anyOf) {
      return contains(anyOf.values(), value);
    }
    if (test instanceof Condition.Test.NoneOf noneOf) {
      return !contains(noneOf.values(), value);
    }
    return ((Condition.Test.Matches) test).pattern().matcher(value).find();
  }

  private static boolean contains(List<String> expected, String value) {
    for (String candidate : expected) {
      if (candidate.equals(value) || isSameNumber(candidate, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSameNumber(String expected, String value) {
    DecimalText number = new DecimalText();
    return number.read(expected.toCharArray(), 0, expected.length())
        && isEqual(value, new BigDecimal(expected.strip()));
  }

  private static boolean isEqual(String value, BigDecimal expected) {
    DecimalText number = new DecimalText();
    return number.read(value.toCharArray(), 0, value.length()) && number.isEqualTo(expected);
  }
}
