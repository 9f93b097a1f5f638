// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.calendar.MarketCalendar;
import dev.quotelake.lake.calendar.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Minute bars as candles that can be told apart: so many minutes each that there are not too many.
 *
 * @param minutes of one candle
 * @param from where the picture begins
 * @param until where it ends
 * @param candles in order of time, one at least
 * @param gaps times without a quote between the first bar and the last, while the market traded
 */
record Candles(int minutes, Instant from, Instant until, List<Bar> candles, List<Gap> gaps) {

  private static final int MOST = 130;
  private static final Duration SHORTEST = Duration.ofMinutes(30);
  private static final List<Integer> MINUTES = List.of(1, 2, 3, 5, 10, 15, 30, 60);

  /**
   * Minutes without a quote.
   *
   * @param from the first of them
   * @param until the minute after the last
   */
  record Gap(Instant from, Instant until) {
    Duration length() {
      return Duration.between(from, until);
    }
  }

  /**
   * Makes candles.
   *
   * @param bars of minutes, in order of time, one at least
   * @param calendar of their market, if there is one: closed hours and breaks are no gaps
   * @param wholeDay whether hours outside of the regular session can be gaps
   */
  static Candles of(List<Bar> bars, Optional<MarketCalendar> calendar, boolean wholeDay) {
    Instant first = bars.get(0).start();
    Instant until = end(bars.get(bars.size() - 1), 1);
    int minutes = minutes(Duration.between(first, until));
    NavigableMap<Instant, Bar> candles = new TreeMap<>();
    for (Bar bar : bars) {
      Instant begin = beginning(bar.start(), minutes);
      candles.merge(begin, bar.from(begin), (earlier, later) -> earlier.and(later, begin));
    }
    Instant end = end(candles.lastEntry().getValue(), minutes);
    Instant from = candles.firstKey();
    Instant earliest = end.minus(SHORTEST);
    return new Candles(
        minutes,
        earliest.isBefore(from) ? earliest : from,
        end,
        List.copyOf(candles.values()),
        gaps(bars, minute -> trades(calendar, minute, wholeDay)));
  }

  private static int minutes(Duration span) {
    return MINUTES.stream()
        .filter(minutes -> span.toMinutes() <= (long) MOST * minutes)
        .findFirst()
        .orElse(MINUTES.get(MINUTES.size() - 1));
  }

  private static Instant beginning(Instant minute, int minutes) {
    return minute.minusSeconds(Math.floorMod(minute.getEpochSecond(), 60L * minutes));
  }

  private static Instant end(Bar bar, int minutes) {
    return bar.start().plus(Duration.ofMinutes(minutes));
  }

  private static boolean trades(
      Optional<MarketCalendar> calendar, Instant minute, boolean wholeDay) {
    return calendar
        .map(hours -> hours.at(minute.getEpochSecond()).session())
        .map(
            session ->
                session == Session.REGULAR
                    || wholeDay && session != Session.CLOSED && session != Session.BREAK)
        .orElse(true);
  }

  private static List<Gap> gaps(List<Bar> bars, Predicate<Instant> trades) {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < bars.size(); i++) {
      Instant from = end(bars.get(i - 1), 1);
      Instant until = bars.get(i).start();
      while (from.isBefore(until) && !trades.test(from)) {
        from = from.plusSeconds(60);
      }
      while (from.isBefore(until) && !trades.test(until.minusSeconds(60))) {
        until = until.minusSeconds(60);
      }
      if (from.isBefore(until)) {
        gaps.add(new Gap(from, until));
      }
    }
    return gaps;
  }
}
