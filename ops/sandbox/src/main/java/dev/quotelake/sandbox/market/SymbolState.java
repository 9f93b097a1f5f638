// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one symbol at one moment. Before its first trade of the recording there is
 * neither trade nor day. Prices and sizes are counted in hundred-millionths, the eighth decimal of
 * a coin; times in microseconds since the epoch.
 *
 * @param day present exactly when {@code trade} is
 */
public record SymbolState(Optional<Trade> trade, Optional<BookTop> book, Optional<Day> day) {
  /** How many decimals prices and sizes have. */
  public static final int DECIMALS = 8;

  /** One of the currency, one share or one coin. */
  public static final long ONE = 100_000_000;

  /** One trade. */
  public record Trade(long price, long size, long atMicros) {}

  /**
   * The best bid and ask. A side that nobody offers has price 0 and size 0.
   *
   * @param atMicros when it last changed
   */
  public record BookTop(long bid, long bidSize, long ask, long askSize, long atMicros) {}

  /**
   * A trading day so far, from its trades.
   *
   * @param start midnight where the day is counted
   * @param volume shares or coins since then
   * @param previousClose of the day before, where known
   */
  public record Day(
      ZonedDateTime start,
      long open,
      long high,
      long low,
      long volume,
      OptionalLong previousClose) {

    Day with(Trade trade, long newVolume) {
      return new Day(
          start,
          open,
          Math.max(high, trade.price()),
          Math.min(low, trade.price()),
          newVolume,
          previousClose);
    }
  }
}
