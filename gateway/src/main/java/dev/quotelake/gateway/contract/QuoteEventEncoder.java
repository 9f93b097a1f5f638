// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.contract;

import dev.quotelake.gateway.quote.FixedDecimal;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Writes a quote as the event of {@code ops/contract}: Avro's single-object encoding of {@code
 * quote-event.avsc}, field by field in the schema's order, as the Avro 1.12 specification has it.
 * Written by hand because encoding is half of the cost of a quote, and nothing but the result is
 * allocated; the golden samples and Avro's own decoder hold it to the schema. Not safe for several
 * threads: each keeps one.
 */
public final class QuoteEventEncoder {

  /** The marker of a single object, then the schema's fingerprint. */
  private static final byte[] HEADER = HexFormat.of().parseHex("c301a12cea0187526aba");

  private static final int ID_SIZE = 16;
  private static final byte NULL_BRANCH = 0;
  private static final byte VALUE_BRANCH = 2;

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = Arrays.copyOf(HEADER, 512);
  private int length;

  /** The record's value. */
  public byte[] value(Quote quote) {
    length = HEADER.length + ID_SIZE;
    writeIdentity(quote);
    writeId();
    zigZag(quote.fetchedAtMicros());
    optional(quote.market());
    optional(quote.raw());
    return Arrays.copyOf(bytes, length);
  }

  /** The record's key: quotes of one symbol stay in one partition. */
  public static byte[] key(String symbol) {
    return symbol.getBytes(StandardCharsets.UTF_8);
  }

  private void writeIdentity(Quote quote) {
    string(quote.symbol());
    string(quote.provider());
    decimal(quote.price().unscaled());
    optional(quote.bid());
    optional(quote.ask());
    optional(quote.open());
    optional(quote.high());
    optional(quote.low());
    optional(quote.previousClose());
    optional(quote.bidSize());
    optional(quote.askSize());
    optional(quote.lastSize());
    optional(quote.dayVolume());
    optional(quote.currency());
    zigZag(quote.quotedAtMicros());
    zigZag(quote.quotedAtSource() == QuotedAtSource.PROVIDER ? 0 : 1);
  }

  /** Writes the hash of what makes this quote what it is into the room before it. */
  private void writeId() {
    int identity = HEADER.length + ID_SIZE;
    long[] hash = MurmurHash3.hash128x64(bytes, identity, length - identity, 0);
    BIG_ENDIAN_LONG.set(bytes, HEADER.length, hash[0]);
    BIG_ENDIAN_LONG.set(bytes, HEADER.length + Long.BYTES, hash[1]);
  }

  private void optional(FixedDecimal value) {
    branch(value == null ? NULL_BRANCH : VALUE_BRANCH);
    if (value != null) {
      decimal(value.unscaled());
    }
  }

  private void optional(String value) {
    branch(value == null ? NULL_BRANCH : VALUE_BRANCH);
    if (value != null) {
      string(value);
    }
  }

  private void branch(byte branch) {
    ensure(1);
    bytes[length++] = branch;
  }

  private void zigZag(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** The fewest bytes of two's complement that hold the unscaled value. */
  private void decimal(long unscaled) {
    int bits = 65 - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
    int size = (bits + 7) >> 3;
    ensure(1 + Long.BYTES);
    bytes[length++] = (byte) (size << 1);
    // All eight at once; what follows the size is written over.
    BIG_ENDIAN_LONG.set(bytes, length, unscaled << (Long.SIZE - 8 * size));
    length += size;
  }

  private void string(String value) {
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

  private void utf8(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    zigZag(encoded.length);
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
