// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.contract;

import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Writes a quote as the event of {@code ops/contract}: Avro's single-object encoding of {@code
 * quote-event.avsc}, field by field in the schema's order. Written by hand because encoding is half
 * of the cost of a quote; the golden samples and Avro's own decoder hold it to the schema. Not safe
 * for several threads: each keeps one.
 */
public final class QuoteEventEncoder {

  /** The marker of a single object, then the schema's fingerprint. */
  private static final byte[] HEADER = HexFormat.of().parseHex("c301a12cea0187526aba");

  private static final int ID_SIZE = 16;

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final AvroBuffer out = new AvroBuffer();

  /** The record's value. */
  public byte[] value(Quote quote) {
    out.reset();
    out.raw(HEADER);
    out.skip(ID_SIZE);
    writeIdentity(quote);
    writeId(out.array(), HEADER.length, out.length());
    out.zigZag(quote.fetchedAtMicros());
    out.optional(quote.market());
    out.optional(quote.raw());
    return out.copy();
  }

  /** The record's key: quotes of one symbol stay in one partition. */
  public static byte[] key(Quote quote) {
    return quote.symbol().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes, before the slice that makes this quote what it is, the slice's hash. */
  private static void writeId(byte[] bytes, int at, int end) {
    int from = at + ID_SIZE;
    long[] hash = MurmurHash3.hash128x64(bytes, from, end - from, 0);
    BIG_ENDIAN_LONG.set(bytes, at, hash[0]);
    BIG_ENDIAN_LONG.set(bytes, at + Long.BYTES, hash[1]);
  }

  private void writeIdentity(Quote quote) {
    out.string(quote.symbol());
    out.string(quote.provider());
    out.decimal(quote.price().unscaled());
    out.optional(quote.bid());
    out.optional(quote.ask());
    out.optional(quote.open());
    out.optional(quote.high());
    out.optional(quote.low());
    out.optional(quote.previousClose());
    out.optional(quote.bidSize());
    out.optional(quote.askSize());
    out.optional(quote.lastSize());
    out.optional(quote.dayVolume());
    out.optional(quote.currency());
    out.zigZag(quote.quotedAtMicros());
    out.zigZag(quote.quotedAtSource() == QuotedAtSource.PROVIDER ? 0 : 1);
  }
}
