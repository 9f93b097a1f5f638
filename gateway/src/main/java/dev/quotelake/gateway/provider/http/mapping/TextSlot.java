// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Takes in a value as text: numbers and booleans as they are written, objects and arrays as the
 * name of their kind.
 */
record TextSlot(int index) implements Slot {

  @Override
  public void take(JsonParser parser, JsonToken token, Values values) throws IOException {
    switch (token) {
      case VALUE_NULL -> values.none(index);
      case START_OBJECT -> values.text(index, "(object)");
      case START_ARRAY -> values.text(index, "(array)");
      default -> values.text(index, parser.getText());
    }
  }
}
