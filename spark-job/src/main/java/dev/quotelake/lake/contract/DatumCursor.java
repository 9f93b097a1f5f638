// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro's binary encoding from one record, front to back. Lengths are believed only as far as
 * the record reaches, so no record can make the reader allocate more than its own size.
 */
final class DatumCursor {

  private static final int MOST_VARINT_BITS = 64;

  private final byte[] bytes;
  private int position;

  DatumCursor(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
  }

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
    int length = readLength();
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, position, length))
              .toString();
      position += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new UndecodableException("a string is not UTF-8");
    }
  }

  byte[] readFixed(int length) {
    int from = advance(length);
    byte[] fixed = new byte[length];
    System.arraycopy(bytes, from, fixed, 0, length);
    return fixed;
  }

  BigDecimal readDecimal(int precision, int scale) {
    int length = readLength();
    if (length == 0) {
      throw new UndecodableException("a decimal has no bytes");
    }
    BigInteger unscaled = new BigInteger(bytes, position, length);
    position += length;
    BigDecimal value = new BigDecimal(unscaled, scale);
    if (value.precision() > precision) {
      throw new UndecodableException("a decimal has more than " + precision + " digits");
    }
    return value;
  }

  private int readLength() {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new UndecodableException(
          "a length of " + length + " with " + remaining() + " bytes left");
    }
    return (int) length;
  }

  private int advance(int length) {
    if (length > remaining()) {
      throw new UndecodableException("the record ends inside a field");
    }
    int from = position;
    position += length;
    return from;
  }
}
