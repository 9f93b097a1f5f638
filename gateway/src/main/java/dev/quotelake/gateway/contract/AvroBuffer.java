// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.contract;

import dev.quotelake.gateway.quote.FixedDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer that writes what the event needs of Avro's binary encoding, as the Avro 1.12
 * specification has it. Kept and used again, it allocates nothing per quote.
 */
final class AvroBuffer {

  private static final int NULL_BRANCH = 0;
  private static final int VALUE_BRANCH = 2;

  private byte[] bytes = new byte[512];
  private int length;

  void reset() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** Leaves room that the caller fills later. */
  void skip(int count) {
    ensure(count);
    length += count;
  }

  void raw(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  void zigZag(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A decimal: the fewest bytes of two's complement that hold the unscaled value. */
  void decimal(long unscaled) {
    int size = size(unscaled);
    zigZag(size);
    ensure(size);
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (unscaled >> shift);
    }
  }

  void string(String value) {
    int chars = value.length();
    int start = length;
    zigZag(chars);
    ensure(chars);
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        length = start;
        utf8(value);
        return;
      }
      bytes[at + i] = (byte) c;
    }
    length = at + chars;
  }

  void optional(FixedDecimal value) {
    if (value == null) {
      branch(NULL_BRANCH);
    } else {
      branch(VALUE_BRANCH);
      decimal(value.unscaled());
    }
  }

  void optional(String value) {
    if (value == null) {
      branch(NULL_BRANCH);
    } else {
      branch(VALUE_BRANCH);
      string(value);
    }
  }

  private void branch(int oneByte) {
    ensure(1);
    bytes[length++] = (byte) oneByte;
  }

  private void utf8(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    zigZag(encoded.length);
    raw(encoded);
  }

  private static int size(long value) {
    int bits = 65 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    return (bits + 7) >> 3;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
