// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/** Writes quote events for tests and benchmarks, with no code of the reader it tests. */
public final class EventBytes {

  private static final byte[] HEADER = HexFormat.of().parseHex("c301a12cea0187526aba");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(96);

  private String symbol = "ACME";
  private String provider = "alpaca";
  private BigDecimal price = new BigDecimal("101.250000");
  private BigDecimal bid;
  private BigDecimal ask;
  private BigDecimal open;
  private BigDecimal high;
  private BigDecimal low;
  private BigDecimal previousClose;
  private BigDecimal dayVolume;
  private String currency;
  private long quotedAt;
  private boolean providerTime = true;
  private long fetchedAt;
  private String market;

  /** An event of a symbol; times in microseconds. */
  public static EventBytes of(String symbol, long quotedAt, long fetchedAt) {
    EventBytes event = new EventBytes();
    event.symbol = symbol;
    event.quotedAt = quotedAt;
    event.fetchedAt = fetchedAt;
    return event;
  }

  public EventBytes price(String value) {
    return price(new BigDecimal(value));
  }

  public EventBytes price(BigDecimal value) {
    this.price = value.setScale(8);
    return this;
  }

  public EventBytes spread(String lower, String upper) {
    this.bid = new BigDecimal(lower).setScale(8);
    this.ask = new BigDecimal(upper).setScale(8);
    return this;
  }

  public EventBytes previousClose(String value) {
    this.previousClose = new BigDecimal(value).setScale(8);
    return this;
  }

  /** What the vendor says of the day. */
  public EventBytes vendorDay(String first, String highest, String lowest, String closeBefore) {
    this.open = new BigDecimal(first).setScale(8);
    this.high = new BigDecimal(highest).setScale(8);
    this.low = new BigDecimal(lowest).setScale(8);
    return previousClose(closeBefore);
  }

  public EventBytes provider(String name) {
    this.provider = name;
    return this;
  }

  public EventBytes market(String code) {
    this.market = code;
    return this;
  }

  public EventBytes currency(String code) {
    this.currency = code;
    return this;
  }

  public EventBytes dayVolume(String value) {
    return dayVolume(new BigDecimal(value));
  }

  public EventBytes dayVolume(BigDecimal value) {
    this.dayVolume = value == null ? null : value.setScale(4);
    return this;
  }

  public EventBytes gatewayTime() {
    this.providerTime = false;
    return this;
  }

  /** The record's value. */
  public byte[] encode() {
    out.reset();
    string(symbol);
    string(provider);
    decimal(price);
    optional(bid);
    optional(ask);
    optional(open);
    optional(high);
    optional(low);
    optional(previousClose);
    number(0);
    number(0);
    number(0);
    optional(dayVolume);
    optional(currency);
    number(quotedAt);
    number(providerTime ? 0 : 1);
    byte[] identified = out.toByteArray();
    number(fetchedAt);
    optional(market);
    number(0);
    byte[] tail = Arrays.copyOfRange(out.toByteArray(), identified.length, out.size());
    long[] hash = MurmurHash3.hash128x64(identified, 0, identified.length, 0);
    return ByteBuffer.allocate(HEADER.length + 16 + identified.length + tail.length)
        .put(HEADER)
        .putLong(hash[0])
        .putLong(hash[1])
        .put(identified)
        .put(tail)
        .array();
  }

  private void optional(BigDecimal value) {
    number(value == null ? 0 : 1);
    if (value != null) {
      decimal(value);
    }
  }

  private void optional(String value) {
    number(value == null ? 0 : 1);
    if (value != null) {
      string(value);
    }
  }

  private void decimal(BigDecimal value) {
    bytes(value.unscaledValue().toByteArray());
  }

  private void string(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] value) {
    number(value.length);
    out.writeBytes(value);
  }

  private void number(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      out.write((int) ((zigzag & 0x7F) | 0x80));
      zigzag >>>= 7;
    }
    out.write((int) zigzag);
  }
}
