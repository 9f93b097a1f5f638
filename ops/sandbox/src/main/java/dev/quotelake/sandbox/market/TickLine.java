// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import dev.quotelake.sandbox.market.Recording.Tick;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;

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
        long bid = optional(BID, this::price);
        long ask = optional(ASK, this::price);
        var book =
            new BookTop(
                bid, optional(BID_SIZE, this::amount), ask, optional(ASK_SIZE, this::amount), at);
        yield new Tick(fields[SYMBOL], at, Optional.of(book), Optional.empty(), 0);
      }
      case "T" -> {
        var trade = new Trade(price(PRICE), amount(SIZE), at);
        yield new Tick(
            fields[SYMBOL], at, Optional.empty(), Optional.of(trade), amount(CUM_VOLUME));
      }
      default -> throw wrong(TYPE, "neither Q nor T");
    };
  }

  private long time() {
    try {
      long epochMillis = Long.parseLong(fields[EPOCH_MS]);
      if (Instant.parse(fields[TS]).toEpochMilli() != epochMillis) {
        throw new IllegalArgumentException("ts and epoch_ms are different times");
      }
      return epochMillis;
    } catch (NumberFormatException e) {
      throw wrong(EPOCH_MS, "not a whole number");
    } catch (DateTimeException e) {
      throw wrong(TS, "not a UTC time");
    }
  }

  private long optional(int field, IntToLongFunction read) {
    return fields[field].isEmpty() ? 0 : read.applyAsLong(field);
  }

  private long price(int field) {
    long price = amount(field);
    if (price == 0) {
      throw wrong(field, "not above 0");
    }
    return price;
  }

  private long amount(int field) {
    long amount;
    try {
      amount = new BigDecimal(fields[field]).movePointRight(SymbolState.DECIMALS).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(field, "not a number of at most 8 decimals");
    }
    if (amount < 0) {
      throw wrong(field, "below 0");
    }
    return amount;
  }

  private IllegalArgumentException wrong(int field, String why) {
    return new IllegalArgumentException(NAMES[field] + " is '" + fields[field] + "', " + why);
  }
}
