// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * Trading date and session of an instant on the US stock exchanges, as Spark expressions over a
 * timestamp column. They depend neither on the session's time zone nor on a function call per row,
 * and are exact at changes of daylight saving.
 *
 * <p>Sessions, New York time, the beginning included and the end not:
 *
 * <ul>
 *   <li>{@code pre} 04:00 to 09:30
 *   <li>{@code regular} 09:30 to 16:00, to 13:00 on half days
 *   <li>{@code post} to 20:00, to 17:00 on half days
 *   <li>{@code closed} at all other times, all day at weekends and on holidays
 * </ul>
 *
 * <p>The trading date of an instant is the latest trading day that has begun, and a trading day
 * begins at 04:00. A quote at night, at the weekend or on a holiday shows what the last session
 * left, its cumulative volume included, so it belongs to that session's day; dated forward it would
 * carry an old volume into a day that has not begun.
 *
 * <p>Holidays and half days come from {@code us-exchange-calendar.csv}; outside its years only
 * weekends are known.
 */
public final class TradingCalendar {
  private static final String NEW_YORK = "America/New_York";
  private static final long DAY = micros(Duration.ofDays(1));
  private static final long TRADING_DAY_BEGINS = micros(Duration.ofHours(4));
  private static final long OPEN = micros(Duration.ofMinutes(9 * 60 + 30));
  private static final long CLOSE = micros(Duration.ofHours(16));
  private static final long HALF_DAY_CLOSE = micros(Duration.ofHours(13));
  private static final long POST_END = micros(Duration.ofHours(20));
  private static final long HALF_DAY_POST_END = micros(Duration.ofHours(17));

  /** Days from Monday 1969-12-29 to 1970-01-01, so that Mondays are multiples of seven. */
  private static final int MONDAY_BASED = 3;

  private static final int FRIDAY = 4;

  /**
   * Instants beyond this many microseconds from 1970 are no market's, and shifting them could
   * overflow.
   */
  private static final long FARTHEST = Long.MAX_VALUE / 2;

  private final Object[] closedDays;
  private final Object[] halfDays;
  private final Column tradingDayBefore;

  private TradingCalendar(ExchangeDays days) {
    closedDays = days.closed().stream().map(TradingCalendar::epochDay).toArray();
    halfDays = days.half().stream().map(TradingCalendar::epochDay).toArray();
    int[] closed = days.closed().stream().mapToInt(TradingCalendar::epochDay).toArray();
    int[] before =
        days.closed().stream()
            .map(days::tradingDayBefore)
            .mapToInt(TradingCalendar::epochDay)
            .toArray();
    tradingDayBefore = map_from_arrays(lit(closed), lit(before));
  }

  /** The calendar of the NYSE, which Nasdaq and the other US stock exchanges keep too. */
  public static TradingCalendar ofUsExchanges() {
    return new TradingCalendar(ExchangeDays.load("us-exchange-calendar.csv"));
  }

  /**
   * The trading date.
   *
   * @param instant a timestamp column
   * @return a date column, null where the instant is
   */
  public Column tradingDate(Column instant) {
    Column weekday = weekday(instant);
    return date_from_unix_date(
        when(weekday.isin(closedDays), element_at(tradingDayBefore, weekday)).otherwise(weekday));
  }

  /**
   * The session.
   *
   * @param instant a timestamp column
   * @return a string column: pre, regular, post or closed; null where the instant is
   */
  public Column session(Column instant) {
    Column weekday = weekday(instant);
    Column time = pmod(newYorkClock(instant), lit(DAY));
    Column half = weekday.isin(halfDays);
    return when(weekday.isin(closedDays).or(weekday.notEqual(begunDay(instant))), "closed")
        .when(time.lt(TRADING_DAY_BEGINS), "closed")
        .when(time.lt(OPEN), "pre")
        .when(time.lt(when(half, HALF_DAY_CLOSE).otherwise(CLOSE)), "regular")
        .when(time.lt(when(half, HALF_DAY_POST_END).otherwise(POST_END)), "post")
        .when(time.isNotNull(), "closed");
  }

  /** The latest day that has begun at 04:00, weekends taken back to Friday; days since 1970. */
  private static Column weekday(Column instant) {
    Column begun = begunDay(instant);
    Column sinceMonday = pmod(begun.plus(MONDAY_BASED), lit(7));
    return begun.minus(greatest(sinceMonday.minus(FRIDAY), lit(0)));
  }

  private static Column begunDay(Column instant) {
    Column clock = newYorkClock(instant).minus(TRADING_DAY_BEGINS);
    return call_function("div", clock.minus(pmod(clock, lit(DAY))), lit(DAY)).cast("int");
  }

  /** What a clock in New York shows, as microseconds since 1970 began there. */
  private static Column newYorkClock(Column instant) {
    Column far = unix_micros(instant).gt(FARTHEST).or(unix_micros(instant).lt(-FARTHEST));
    return unix_micros(when(far, instant).otherwise(from_utc_timestamp(instant, NEW_YORK)));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static int epochDay(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }
}
