// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.StructType;

/**
 * Trading date and session of a quote as a Spark column. It depends on no time zone or locale of
 * session and machine.
 *
 * <p>A quote of exactly the instant at which a regular session ends is that session's: markets
 * stamp their closing trade with it.
 */
public final class MarketTime {
  private static final long SECOND = 1_000_000;
  private static final long DAY = 86_400 * SECOND;

  private static final StructType FIELDS =
      StructType.fromDDL("trading_date date, session string, in_calendar boolean");

  private final UserDefinedFunction marketTime;

  public MarketTime(Calendars calendars) {
    UDF2<String, Long, Row> function = (market, micros) -> at(calendars, market, micros);
    marketTime = udf(function, FIELDS).withName("market_time");
  }

  /**
   * What a market does at an instant.
   *
   * @param market a string column, the market's code
   * @param instant a timestamp column
   * @return a struct, null where the instant is:
   *     <ul>
   *       <li>{@code trading_date}: the date of the trading day; of a market without a calendar the
   *           date in UTC
   *       <li>{@code session}: as in {@link Session#text}; {@code unknown} of a market without a
   *           calendar, the null market included
   *       <li>{@code in_calendar}: false where the trading day lies outside of the dates the
   *           calendar knows, and of a market without a calendar
   *     </ul>
   */
  public Column at(Column market, Column instant) {
    return marketTime.apply(market, unix_micros(instant));
  }

  private static Row at(Calendars calendars, String market, Long micros) {
    if (micros == null) {
      return null;
    }
    Optional<MarketCalendar> calendar = calendars.market(market);
    if (calendar.isEmpty()) {
      LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
      return RowFactory.create(date, Session.UNKNOWN.text(), false);
    }
    SessionSpan span = at(calendar.get(), micros);
    LocalDate date = span.tradingDate();
    return RowFactory.create(date, span.session().text(), calendar.get().knows(date));
  }

  private static SessionSpan at(MarketCalendar calendar, long micros) {
    long second = Math.floorDiv(micros, SECOND);
    SessionSpan span = calendar.at(second);
    if (second != span.from()
        || Math.floorMod(micros, SECOND) > 0
        || span.session() == Session.REGULAR) {
      return span;
    }
    SessionSpan before = calendar.at(second - 1);
    return before.session() == Session.REGULAR ? before : span;
  }
}
