// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Takes in the value a pointer leads to. Stateless: what it takes in goes to {@link Values}. */
interface Slot {

  /**
   * Takes in the value the parser stands on; leaves the parser there.
   *
   * @throws IOException if the JSON breaks off inside the value
   */
  void take(JsonParser parser, JsonToken token, Values values) throws IOException;
}
