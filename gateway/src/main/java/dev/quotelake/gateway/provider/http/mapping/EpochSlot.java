// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.List;

/** Takes in a time that is a number since 1970, in microseconds. Zero means unknown. */
final class EpochSlot implements Slot {

  private static final NoValue NO_VALUE = new NoValue(List.of());

  private final int index;
  private final int places;

  /**
   * A slot for one unit.
   *
   * @param places the power of ten that makes microseconds of the unit
   */
  EpochSlot(int index, int places) {
    this.index = index;
    this.places = places;
  }

  @Override
  public void take(JsonParser parser, JsonToken token, Values values) throws IOException {
    switch (token) {
      case VALUE_NULL -> values.none(index);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING ->
          takeText(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), values);
      default -> values.bad(index, Tokens.name(token) + " is no time");
    }
  }

  private void takeText(char[] text, int from, int length, Values values) {
    DecimalText number = values.decimal();
    if (!number.read(text, from, length)) {
      if (NO_VALUE.isText(text, from, length)) {
        values.none(index);
      } else {
        values.bad(index, TimeText.excerpt(text, from, length) + " is not a number");
      }
    } else if (number.isZero()) {
      values.none(index);
    } else {
      long micros = number.scaled(places, DecimalText.Factor.ONE, RoundingMode.DOWN);
      if (number.fits() && TimeText.isPlausible(micros)) {
        values.number(index, micros);
      } else {
        values.bad(index, TimeText.excerpt(text, from, length) + TimeText.OUT_OF_RANGE);
      }
    }
  }
}
