// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spellings that mean "no value": the usual ones, and those a definition adds for a field. */
final class NoValue {

  private static final List<String> USUAL =
      List.of("", "NA", "N/A", "null", "none", "nil", "-", "--", "n.a.", "#N/A");

  private final List<String> texts = new ArrayList<>(USUAL);
  private final List<BigDecimal> numbers = new ArrayList<>();

  NoValue(List<String> added) {
    for (String spelling : added) {
      texts.add(spelling);
      number(spelling).ifPresent(numbers::add);
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** Whether a text means "no value". Blanks round it and its case do not matter. */
  boolean isText(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    while (start < end && text[start] <= ' ') {
      start++;
    }
    for (int i = 0; i < texts.size(); i++) {
      if (isSame(texts.get(i), text, start, end - start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(String spelling, char[] text, int from, int length) {
    if (spelling.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Character.toLowerCase(spelling.charAt(i)) != Character.toLowerCase(text[from + i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number means "no value". */
  boolean isNumber(DecimalText number) {
    for (int i = 0; i < numbers.size(); i++) {
      if (number.isEqualTo(numbers.get(i))) {
        return true;
      }
    }
    return false;
  }
}
