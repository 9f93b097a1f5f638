// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import static dev.quotelake.sandbox.market.SymbolState.ONE;

import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * One invented instrument. Everything about it is a function of the seed and the time: prices
 * wander on several time scales and sometimes jump, volume follows the day, trades and quote
 * changes come at irregular moments of its own pace. It trades day and night, so that a run shows
 * something at any hour, and its day is that of UTC, as of every market that never closes.
 */
final class SyntheticInstrument {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final double JUMPS_AN_HOUR = 0.1;
  private static final int BOOKS_A_DAY = 20_000;

  /**
   * What an instrument is like.
   *
   * @param price around which it wanders
   * @param volatility of a day, as a part of the price
   * @param volume shares or coins a day
   * @param liquidity from 0, a trade every few seconds, to 1, several a second
   * @param tick the smallest step of its price
   * @param lot the smallest step of its sizes
   */
  record Traits(
      double price, double volatility, double volume, double liquidity, long tick, long lot) {
    static final long CENT = ONE / 100;

    /** Some stock or other. */
    static Traits stock(Noise noise) {
      double liquidity = noise.branch(1).uniform(0);
      return new Traits(
          5 * Math.exp(4.2 * noise.branch(2).uniform(0)),
          0.004 + 0.02 * noise.branch(3).uniform(0),
          400_000 * Math.exp(4.6 * liquidity),
          liquidity,
          CENT,
          ONE);
    }
  }

  private final Noise noise;
  private final Traits traits;
  private final long tradePace;
  private final long bookPace;
  private Day day;

  SyntheticInstrument(Noise noise, Traits traits) {
    this.noise = noise;
    this.traits = traits;
    double idle = 1 - traits.liquidity();
    this.tradePace = Math.round(SECOND * (0.2 + 4 * idle * idle));
    this.bookPace = Math.round(SECOND * (0.1 + 1.5 * idle));
  }

  SymbolState at(long micros) {
    long slot = slotOf(noise.branch(4), tradePace, micros);
    long tradedAt = momentOf(noise.branch(4), tradePace, slot);
    if (day == null || Micros.of(day.start().toInstant()) != dayStart(tradedAt)) {
      day = dayUntil(tradedAt);
    }
    long volume = volumeAt(tradedAt);
    long before = volumeAt(momentOf(noise.branch(4), tradePace, slot - 1));
    long size = Math.max(traits.lot(), volume - before);
    var trade = new Trade(tradePrice(slot, tradedAt), size, tradedAt);
    day = day.with(trade, Math.max(volume, traits.lot()));
    return new SymbolState(Optional.of(trade), Optional.of(bookAt(micros)), Optional.of(day));
  }

  private long tradePrice(long slot, long at) {
    long half = spreadAt(at) / 2;
    return noise.branch(5).uniform(slot) < 0.5 ? midAt(at) - half : midAt(at) + half;
  }

  private BookTop bookAt(long micros) {
    long slot = slotOf(noise.branch(6), bookPace, micros);
    long at = momentOf(noise.branch(6), bookPace, slot);
    long half = spreadAt(at) / 2;
    return new BookTop(
        midAt(at) - half,
        bookSize(noise.branch(7).uniform(slot)),
        midAt(at) + half,
        bookSize(noise.branch(8).uniform(slot)),
        at);
  }

  private long bookSize(double chance) {
    return inSteps(traits.volume() / BOOKS_A_DAY * (1 + 20 * chance), traits.lot());
  }

  private Day dayUntil(long micros) {
    long start = dayStart(micros);
    long open = midAt(start);
    long high = open;
    long low = open;
    for (long at = start; at < micros; at += MINUTE) {
      high = Math.max(high, midAt(at));
      low = Math.min(low, midAt(at));
    }
    return new Day(
        Micros.instant(start).atZone(ZoneOffset.UTC),
        open,
        high,
        low,
        0,
        OptionalLong.of(midAt(start - 1)));
  }

  /** The price between bid and ask, in whole ticks. */
  private long midAt(long micros) {
    long start = dayStart(micros);
    double drift =
        noise.branch(10).smooth(micros, 30 * 24 * HOUR) * 8
            + noise.branch(11).uniform(start) * 2
            + noise.branch(12).smooth(micros, HOUR)
            + noise.branch(13).smooth(micros, 7 * MINUTE) * 0.4
            + noise.branch(14).smooth(micros, 40 * SECOND) * 0.15
            + noise.branch(15).smooth(micros, 3 * SECOND) * 0.05
            + jumps(start, micros);
    double price = traits.price() * Math.exp(traits.volatility() * drift);
    return Math.max(2 * traits.tick(), inSteps(price, traits.tick()));
  }

  private double jumps(long dayStart, long micros) {
    double sum = 0;
    for (long hour = dayStart; hour <= micros; hour += HOUR) {
      double when = noise.branch(16).uniform(hour);
      if (when < JUMPS_AN_HOUR && hour + when / JUMPS_AN_HOUR * HOUR <= micros) {
        sum += 4 * noise.branch(17).uniform(hour) - 2;
      }
    }
    return sum;
  }

  /** An even number of ticks, at least two; wider for a moment now and then. */
  private long spreadAt(long micros) {
    double basisPoints = 2 + 6 * Math.abs(noise.branch(18).smooth(micros, 5 * MINUTE));
    double half = traits.price() * basisPoints / 10_000 / 2;
    return 2 * Math.max(traits.tick(), inSteps(half, traits.tick()));
  }

  /**
   * What has been traded since midnight: three tenths spread evenly, the rest from 9:30 to 16:00,
   * busy at both ends.
   */
  private long volumeAt(long micros) {
    long start = dayStart(micros);
    double hours = (double) (micros - start) / HOUR;
    double session = Math.min(1, Math.max(0, (hours - 9.5) / 6.5));
    double busyEnds = 0.5 * session + 0.5 * (4 * Math.pow(session - 0.5, 3) + 0.5);
    double today = 0.7 + 0.6 * noise.branch(19).uniform(start);
    return inSteps(traits.volume() * today * (0.3 * hours / 24 + 0.7 * busyEnds), traits.lot());
  }

  /** {@code amount} in hundred-millionths, as a whole number of steps. */
  private static long inSteps(double amount, long step) {
    return Math.round(amount * ONE / step) * step;
  }

  private static long dayStart(long micros) {
    return Math.floorDiv(micros, DAY) * DAY;
  }

  private static long slotOf(Noise noise, long pace, long micros) {
    long slot = Math.floorDiv(micros, pace);
    return momentOf(noise, pace, slot) <= micros ? slot : slot - 1;
  }

  private static long momentOf(Noise noise, long pace, long slot) {
    return slot * pace + Math.round(noise.uniform(slot) * (pace - 1));
  }
}
