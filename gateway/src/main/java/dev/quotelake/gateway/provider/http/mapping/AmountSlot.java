// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.FieldDefinition;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.quote.Price;
import java.io.IOException;
import java.math.RoundingMode;

/** Takes in a price, in millionths, or a whole number of shares. */
final class AmountSlot implements Slot {

  private final int index;
  private final boolean price;
  private final DecimalText.Factor factor;
  private final NoValue noValue;
  private final boolean zeroIsNone;
  private final char decimal;
  private final String strip;

  AmountSlot(int index, QuoteField field, FieldDefinition definition) {
    this.index = index;
    price = field.isPrice();
    factor = DecimalText.Factor.of(definition.scale());
    noValue = new NoValue(definition.none());
    zeroIsNone = definition.zeroIsNone();
    decimal = definition.decimal();
    strip = definition.decimal() == ',' ? definition.strip() + '.' : definition.strip();
  }

  @Override
  public void take(JsonParser parser, JsonToken token, Values values) throws IOException {
    switch (token) {
      case VALUE_NULL -> values.none(index);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING ->
          takeText(
              parser.getTextCharacters(),
              parser.getTextOffset(),
              parser.getTextLength(),
              token == JsonToken.VALUE_STRING,
              values);
      default -> values.bad(index, Tokens.name(token) + " is not a number");
    }
  }

  private void takeText(char[] text, int from, int length, boolean quoted, Values values) {
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

  private void takeNumber(char[] text, int from, int length, boolean quoted, Values values) {
    if (quoted && noValue.isText(text, from, length)) {
      values.none(index);
      return;
    }
    DecimalText number = values.decimal();
    if (!number.read(text, from, length)) {
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

  private void keep(DecimalText number, char[] text, int from, int length, Values values) {
    long amount = number.scaled(price ? Price.SCALE : 0, factor, RoundingMode.HALF_EVEN);
    if (!number.fits() || (price && amount > Price.MAX_MICROS)) {
      values.bad(index, excerpt(text, from, length) + " is too large");
    } else if (price && amount == 0 && !number.isZero()) {
      values.bad(index, excerpt(text, from, length) + " is too small");
    } else {
      values.number(index, amount);
    }
  }

  private static String excerpt(char[] text, int from, int length) {
    return length <= 40 ? new String(text, from, length) : "a text of " + length + " characters";
  }
}
