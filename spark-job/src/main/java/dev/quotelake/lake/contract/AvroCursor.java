// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads Avro's binary encoding from one record, front to back. Stricter than Avro's own decoder: a
 * length is believed only as far as the record reaches, so no record can make the reader allocate
 * more than its own size, and text must be UTF-8.
 */
final class AvroCursor {

  /** A record that cannot be read on; without a stack trace, since a flood of them is expected. */
  static final class UndecodableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndecodableException(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int MOST_VARINT_BITS = 64;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;

  AvroCursor(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
  }

  /** Where the next value begins. */
  int position() {
    return position;
  }

  int remaining() {
    return bytes.length - position;
  }

  long readLong() {
    long zigzag = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      if (position >= bytes.length) {
        throw new UndecodableException("the record ends inside a number");
      }
      byte next = bytes[position++];
      zigzag |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new UndecodableException("a number is longer than 64 bits");
  }

  /** The index of a union's branch or an enum's symbol, which must be one of {@code count}. */
  int readIndex(int count) {
    long index = readLong();
    if (index < 0 || index >= count) {
      throw new UndecodableException("index " + index + " of a union or enum with " + count);
    }
    return (int) index;
  }

  String readString() {
    int from = pass(readLong());
    String text = new String(bytes, from, position - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, bytes, from, position)) {
        throw new UndecodableException("a string is not UTF-8");
      }
    }
    return text;
  }

  /** So many bytes as hexadecimal text. */
  String readHex(int length) {
    int from = pass(length);
    return HexFormat.of().formatHex(bytes, from, position);
  }

  BigDecimal readDecimal(int precision, int scale) {
    int from = pass(readLong());
    if (from == position) {
      throw new UndecodableException("a decimal has no bytes");
    }
    BigDecimal value = new BigDecimal(new BigInteger(bytes, from, position - from), scale);
    if (value.precision() > precision) {
      throw new UndecodableException("a decimal has more than " + precision + " digits");
    }
    return value;
  }

  /** Goes on behind so many bytes; gives where they begin. */
  int pass(long length) {
    if (length < 0 || length > remaining()) {
      throw new UndecodableException(
          "a length of " + length + " with " + remaining() + " bytes left");
    }
    int from = position;
    position += (int) length;
    return from;
  }
}
