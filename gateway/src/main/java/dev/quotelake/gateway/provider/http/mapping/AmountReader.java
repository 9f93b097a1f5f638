// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Field;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.quote.FixedDecimal;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Reads a price or a number of shares as the unscaled value of the event's decimal. What would
 * become zero is no such thing: a price is refused, a number of shares counts as not given.
 */
final class AmountReader extends FieldReader {

  private static final int GROUP = 3;

  private final boolean price;
  private final int places;
  private final DecimalParser.Factor factor;
  private final NoValue noValue;
  private final boolean zeroIsNone;
  private final char decimal;
  private final String strip;

  AmountReader(int index, QuoteField field, Field definition) {
    super(index, "a number");
    price = field.isPrice();
    places = price ? Price.SCALE : Quantity.SCALE;
    factor = DecimalParser.Factor.of(definition.scale());
    noValue = new NoValue(definition.none());
    zeroIsNone = definition.zero().map(Field.Zero.NONE::equals).orElse(price);
    decimal = definition.decimal();
    strip = decimal == ',' ? definition.strip() + '.' : definition.strip();
  }

  @Override
  void take(char[] text, int from, int length, boolean quoted, FieldValues values) {
    if (!quoted || strip.isEmpty()) {
      takeNumber(text, from, length, quoted, values);
      return;
    }
    Optional<char[]> plain = new Stripping(text, from, from + length).plain();
    if (plain.isPresent()) {
      takeNumber(plain.get(), 0, plain.get().length, true, values);
    } else {
      values.bad(
          index,
          excerpt(text, from, length)
              + " is not a number with its decimals after '"
              + decimal
              + "' and its digits in groups of three");
    }
  }

  /**
   * Takes foreign characters out of a text. Those between digits separate groups, which have three
   * digits and end before the decimals: else 12.50 would become 1250 where the comma is the mark.
   */
  private final class Stripping {

    private final char[] text;
    private final int from;
    private final int end;
    private final StringBuilder kept = new StringBuilder();
    private int run;
    private boolean grouped;
    private boolean afterMark;

    Stripping(char[] text, int from, int end) {
      this.text = text;
      this.from = from;
      this.end = end;
    }

    /** The number without them; empty if its groups are none. */
    Optional<char[]> plain() {
      int last = end;
      while (last > from && !isDigit(text[last - 1])) {
        last--;
      }
      boolean fits = true;
      for (int at = from; at < end && fits; at++) {
        boolean betweenDigits = at < last && (run > 0 || grouped || afterMark);
        fits = take(text[at], betweenDigits);
      }
      boolean open = grouped && !afterMark && run != GROUP;
      return fits && !open ? Optional.of(kept.toString().toCharArray()) : Optional.empty();
    }

    private boolean take(char c, boolean betweenDigits) {
      if (strip.indexOf(c) >= 0) {
        return !betweenDigits || separates();
      }
      boolean fits = c != decimal || !grouped || run == GROUP;
      afterMark |= c == decimal;
      run = isDigit(c) ? run + 1 : 0;
      kept.append(c == decimal ? '.' : c);
      return fits;
    }

    private boolean separates() {
      boolean zeroFirst = !grouped && run > 0 && kept.charAt(kept.length() - run) == '0';
      boolean fits = !afterMark && !zeroFirst && (grouped ? run == GROUP : run <= GROUP);
      grouped = true;
      run = 0;
      return fits;
    }
  }

  private void takeNumber(char[] text, int from, int length, boolean quoted, FieldValues values) {
    DecimalParser number = values.decimal;
    boolean word = quoted && (length == 0 || !isDigit(text[from]));
    if (word && noValue.isText(text, from, length)) {
      values.none(index);
    } else if (!number.read(text, from, length)) {
      if (noValue.isText(text, from, length)) {
        values.none(index);
      } else {
        values.bad(index, excerpt(text, from, length) + " is not a number");
      }
    } else if (noValue.isNumber(number) || (zeroIsNone && number.isZero())) {
      values.none(index);
    } else if (number.isNegative()) {
      values.bad(index, excerpt(text, from, length) + " is negative");
    } else {
      keep(number, text, from, length, values);
    }
  }

  private void keep(DecimalParser number, char[] text, int from, int length, FieldValues values) {
    if (!number.scale(places, factor, RoundingMode.HALF_EVEN)
        || number.scaled() > FixedDecimal.MAX_UNSCALED) {
      int digits = FixedDecimal.PRECISION - places;
      values.bad(
          index,
          excerpt(text, from, length)
              + " is too large: more than "
              + digits
              + " digits before the point");
    } else if (!price && number.scaled() == 0 && !number.isZero()) {
      values.none(index);
    } else if (number.scaled() == 0 && !number.isZero()) {
      values.bad(
          index,
          excerpt(text, from, length) + " is too small: zero in all of " + places + " decimals");
    } else {
      values.number(index, number.scaled());
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
