// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** Takes in a time written as RFC 3339 with its offset, in microseconds. */
final class Rfc3339Slot implements Slot {

  private static final NoValue NO_VALUE = new NoValue(List.of());

  private final int index;

  Rfc3339Slot(int index) {
    this.index = index;
  }

  @Override
  public void take(JsonParser parser, JsonToken token, Values values) throws IOException {
    switch (token) {
      case VALUE_NULL -> values.none(index);
      case VALUE_STRING ->
          takeText(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), values);
      default -> values.bad(index, Tokens.name(token) + " is no time");
    }
  }

  private void takeText(char[] text, int from, int length, Values values) {
    TimeText time = values.time();
    if (!time.read(text, from, length)) {
      if (NO_VALUE.isText(text, from, length)) {
        values.none(index);
      } else {
        values.bad(index, TimeText.excerpt(text, from, length) + " is no RFC 3339 time");
      }
    } else if (time.isUnset()) {
      values.none(index);
    } else if (!time.hasOffset()) {
      values.bad(
          index,
          TimeText.excerpt(text, from, length)
              + " names no offset from UTC; give the definition a zone");
    } else if (!TimeText.isPlausible(time.micros())) {
      values.bad(index, TimeText.excerpt(text, from, length) + TimeText.OUT_OF_RANGE);
    } else {
      values.number(index, time.micros());
    }
  }
}
