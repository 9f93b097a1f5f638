// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads one line of a recording; throws {@link IllegalArgumentException} with the reason when it is
 * not one.
 */
final class TickLine {
  static final String HEADER =
      "epoch_ms,ts,symbol,type,bid,bid_size,bid_exch,ask,ask_size,ask_exch,price,size,exch,cond,cum_volume,suspicious";
  private static final String[] NAMES = HEADER.split(",", -1);

  private static final int EPOCH_MS = 0;
  private static final int TS = 1;
  private static final int SYMBOL = 2;
  private static final int TYPE = 3;
  private static final int BID = 4;
  private static final int BID_SIZE = 5;
  private static final int ASK = 7;
  private static final int ASK_SIZE = 8;
  private static final int PRICE = 10;
  private static final int SIZE = 11;
  private static final int CUM_VOLUME = 14;

  private final String[] fields;

  private TickLine(String[] fields) {
    this.fields = fields;
  }

  static Tick parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != NAMES.length) {
      throw new IllegalArgumentException(
          "it has " + fields.length + " fields instead of " + NAMES.length);
    }
    return new TickLine(fields).tick();
  }

  private Tick tick() {
    if (fields[SYMBOL].isEmpty()) {
      throw new IllegalArgumentException("symbol is empty");
    }
    long at = TimeUnit.MILLISECONDS.toMicros(time());
    return switch (fields[TYPE]) {
      case "Q" -> {
        var book =
            new BookTop(
                optionalPrice(BID),
                optionalCount(BID_SIZE),
                optionalPrice(ASK),
                optionalCount(ASK_SIZE),
                at);
        yield new Tick(fields[SYMBOL], at, Optional.of(book), Optional.empty(), 0);
      }
      case "T" -> {
        var trade = new Trade(price(PRICE), count(SIZE), at);
        yield new Tick(fields[SYMBOL], at, Optional.empty(), Optional.of(trade), count(CUM_VOLUME));
      }
      default ->
          throw new IllegalArgumentException("type is '" + fields[TYPE] + "', neither Q nor T");
    };
  }

  private long time() {
    long epochMillis = count(EPOCH_MS);
    try {
      if (Instant.parse(fields[TS]).toEpochMilli() != epochMillis) {
        throw new IllegalArgumentException("ts and epoch_ms are different times");
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("ts is '" + fields[TS] + "', not a UTC time", e);
    }
    return epochMillis;
  }

  private long optionalPrice(int field) {
    return fields[field].isEmpty() ? 0 : price(field);
  }

  private long price(int field) {
    try {
      long price = new BigDecimal(fields[field]).movePointRight(6).longValueExact();
      if (price <= 0) {
        throw new IllegalArgumentException(
            NAMES[field] + " is '" + fields[field] + "', not above 0");
      }
      return price;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          NAMES[field] + " is '" + fields[field] + "', not a price", e);
    }
  }

  private long optionalCount(int field) {
    return fields[field].isEmpty() ? 0 : count(field);
  }

  private long count(int field) {
    try {
      long count = Long.parseLong(fields[field]);
      if (count < 0) {
        throw new IllegalArgumentException(NAMES[field] + " is '" + fields[field] + "', below 0");
      }
      return count;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          NAMES[field] + " is '" + fields[field] + "', not a whole number", e);
    }
  }
}
