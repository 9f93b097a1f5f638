// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986. */
final class Percent {

  private static final String UNRESERVED = "-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Percent() {}

  /** Encodes all but unreserved characters. */
  static String encode(String text) {
    return encode(text, "");
  }

  /** Encodes all but unreserved and these characters. */
  static String encode(String text, String kept) {
    if (isPlain(text, kept)) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (isPlain(c, kept)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(String text, String kept) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i), kept)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c, String kept) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0
        || (c < 128 && kept.indexOf(c) >= 0);
  }
}
