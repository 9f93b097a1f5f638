// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer; its body is JSON unless a header says otherwise. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer ok(byte[] body) {
    return new Answer(200, Map.of(), body);
  }

  static Answer error(int status, String body) {
    return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
