// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.net.PercentCodec;

/** Percent-encoding of RFC 3986. */
final class Percent {

  private Percent() {}

  /** Encodes all but unreserved characters. */
  static String encode(String text) {
    return encode(text, "");
  }

  /** Encodes all but unreserved and these characters. */
  static String encode(String text, String kept) {
    if (isAlphanumeric(text)) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    int from = 0;
    for (int to = 0; to < text.length(); to++) {
      if (kept.indexOf(text.charAt(to)) >= 0) {
        PercentCodec.encode(encoded, text.substring(from, to), StandardCharsets.UTF_8);
        encoded.append(text.charAt(to));
        from = to + 1;
      }
    }
    PercentCodec.encode(encoded, text.substring(from), StandardCharsets.UTF_8);
    return encoded.toString();
  }

  /** As most symbols are: each of each request comes here. */
  private static boolean isAlphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
