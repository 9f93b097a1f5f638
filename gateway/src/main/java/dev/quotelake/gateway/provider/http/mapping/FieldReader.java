// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes in the value a pointer leads to, from the parser's own characters. Stateless: what it takes
 * in goes to its index in {@link FieldValues}.
 */
abstract class FieldReader {

  final int index;
  private final String wanted;

  /**
   * @param wanted what the value should be, for messages
   */
  FieldReader(int index, String wanted) {
    this.index = index;
    this.wanted = wanted;
  }

  /** Takes in the value the parser stands on; leaves the parser there. */
  void take(JsonParser parser, JsonToken token, FieldValues values) throws IOException {
    switch (token) {
      case VALUE_NULL -> values.none(index);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int end = from + parser.getTextLength();
        while (end > from && text[end - 1] <= ' ') {
          end--;
        }
        while (from < end && text[from] <= ' ') {
          from++;
        }
        take(text, from, end - from, token == JsonToken.VALUE_STRING, values);
      }
      default -> values.bad(index, name(token) + " is not " + wanted);
    }
  }

  /**
   * Takes in a number or a text, blanks round it left off.
   *
   * @param quoted whether it is a text
   */
  abstract void take(char[] text, int from, int length, boolean quoted, FieldValues values);

  /** The value as a person is shown it. */
  static String excerpt(char[] text, int from, int length) {
    return length <= 40 ? new String(text, from, length) : "a text of " + length + " characters";
  }

  /** What a JSON value is, for messages. */
  static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }

  /**
   * Reads a value as text: numbers and booleans as they are written, objects and arrays as the name
   * of their kind.
   */
  static final class Text extends FieldReader {

    Text(int index) {
      super(index, "a text");
    }

    @Override
    void take(JsonParser parser, JsonToken token, FieldValues values) throws IOException {
      switch (token) {
        case VALUE_NULL -> values.none(index);
        case START_OBJECT -> values.text(index, "(object)");
        case START_ARRAY -> values.text(index, "(array)");
        default -> values.text(index, parser.getText());
      }
    }

    @Override
    void take(char[] text, int from, int length, boolean quoted, FieldValues values) {
      values.text(index, new String(text, from, length));
    }
  }

  /** Spellings that mean "no value": the usual ones, and those a definition adds for a field. */
  static final class NoValue {

    private static final List<String> USUAL =
        List.of(
            "",
            "NA",
            "N/A",
            "N.A.",
            "#N/A",
            "N/D",
            "NULL",
            "NONE",
            "NIL",
            "UNDEFINED",
            "-",
            "--",
            "\u2013",
            "\u2014",
            "\u2212",
            "NAN",
            "INF",
            "+INF",
            "-INF",
            "INFINITY",
            "+INFINITY",
            "-INFINITY");

    private final Set<String> texts = new HashSet<>(USUAL);
    private final List<BigDecimal> numbers = new ArrayList<>();
    private final int longest;

    NoValue(List<String> added) {
      for (String spelling : added) {
        texts.add(spelling.toUpperCase(Locale.ROOT));
        DecimalParser.exact(spelling).ifPresent(numbers::add);
      }
      longest = texts.stream().mapToInt(String::length).max().orElseThrow();
    }

    /** Whether a text means "no value"; its case does not matter. */
    boolean isText(char[] text, int from, int length) {
      return length <= longest && isText(new String(text, from, length));
    }

    boolean isText(String text) {
      return texts.contains(text.toUpperCase(Locale.ROOT));
    }

    /** Whether a number means "no value". */
    boolean isNumber(DecimalParser number) {
      for (int i = 0; i < numbers.size(); i++) {
        if (number.isEqualTo(numbers.get(i))) {
          return true;
        }
      }
      return false;
    }
  }
}
