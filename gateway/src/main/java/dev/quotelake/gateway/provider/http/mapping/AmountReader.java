// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Field;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.quote.FixedDecimal;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import java.math.RoundingMode;

/** Reads a price or a number of shares as the unscaled value of the event's decimal. */
final class AmountReader extends FieldReader {

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
    if (quoted && !strip.isEmpty()) {
      char[] stripped = stripped(text, from, length);
      takeNumber(stripped, 0, stripped.length, true, values);
    } else {
      takeNumber(text, from, length, quoted, values);
    }
  }

  private char[] stripped(char[] text, int from, int length) {
    StringBuilder kept = new StringBuilder(length);
    for (int i = from; i < from + length; i++) {
      if (strip.indexOf(text[i]) < 0) {
        kept.append(text[i] == decimal ? '.' : text[i]);
      }
    }
    return kept.toString().toCharArray();
  }

  private void takeNumber(char[] text, int from, int length, boolean quoted, FieldValues values) {
    DecimalParser number = values.decimal;
    if (quoted && noValue.isText(text, from, length)) {
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
    } else if (price && number.scaled() == 0 && !number.isZero()) {
      values.bad(
          index,
          excerpt(text, from, length) + " is too small: zero in all of " + places + " decimals");
    } else {
      values.number(index, number.scaled());
    }
  }
}
