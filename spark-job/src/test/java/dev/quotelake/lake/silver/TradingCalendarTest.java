// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final TradingCalendar CALENDAR = TradingCalendar.ofUsExchanges();
  private static final SparkSession SPARK = session();

  @ParameterizedTest(name = "{0} in New York is {1}, {2}: {3}")
  @CsvSource({
    "2013-10-07T03:59:59.999999, 2013-10-04, closed, Monday before the day begins is Friday's",
    "2013-10-07T04:00:00,        2013-10-07, pre,    the day begins",
    "2013-10-07T09:29:59.999999, 2013-10-07, pre,    last moment before the opening",
    "2013-10-07T09:30:00,        2013-10-07, regular, the opening",
    "2013-10-07T15:59:59.999999, 2013-10-07, regular, last moment before the close",
    "2013-10-07T16:00:00,        2013-10-07, post,   the close",
    "2013-10-07T19:59:59.999999, 2013-10-07, post,   last moment of late trading",
    "2013-10-07T20:00:00,        2013-10-07, closed, evening",
    "2013-10-08T00:00:00,        2013-10-07, closed, night",
    "2013-10-05T12:00:00,        2013-10-04, closed, Saturday",
    "2013-10-06T12:00:00,        2013-10-04, closed, Sunday",
    "2013-11-29T12:59:59,        2013-11-29, regular, half day",
    "2013-11-29T13:00:00,        2013-11-29, post,   half day closed",
    "2013-11-29T17:00:00,        2013-11-29, closed, half day's late trading over",
    "2013-11-28T12:00:00,        2013-11-27, closed, Thanksgiving",
    "2001-09-16T12:00:00,        2001-09-10, closed, Sunday after the attacks of September 11",
    "2001-09-17T09:30:00,        2001-09-17, regular, trading again",
    "2007-01-02T10:00:00,        2006-12-29, closed, mourning after New Year's Day",
    "2012-10-30T10:00:00,        2012-10-26, closed, Hurricane Sandy",
    "2018-12-05T10:00:00,        2018-12-04, closed, mourning",
    "2025-01-09T10:00:00,        2025-01-08, closed, mourning",
    "2021-12-31T10:00:00,        2021-12-31, regular, New Year's Day on a Saturday is not observed",
    "2022-06-20T10:00:00,        2022-06-17, closed, Juneteenth observed",
    "2027-12-24T10:00:00,        2027-12-23, closed, Christmas observed on a Friday",
    "2028-07-03T14:00:00,        2028-07-03, post,   before Independence Day",
  })
  void aMomentHasItsDateAndSession(
      LocalDateTime newYork, LocalDate tradingDate, String session, String because) {
    Row row = calendarOf(List.of(newYork.atZone(NEW_YORK).toInstant())).first();

    assertThat(row.getString(1)).as(because).isEqualTo(session);
    assertThat(row.getDate(0).toLocalDate()).as(because).isEqualTo(tradingDate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-08T21:00:00Z", // Friday 16:00, winter time
        "2024-03-11T20:00:00Z", // Monday 16:00, summer time
        "2024-11-01T20:00:00Z", // Friday 16:00, summer time
        "2024-11-04T21:00:00Z" // Monday 16:00, winter time
      })
  void theCloseFollowsDaylightSaving(Instant close) {
    List<Row> rows = calendarOf(List.of(close.minusMillis(1), close)).collectAsList();

    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("regular", "post");
  }

  @Test
  void everyHalfHourOfThirtyYearsAgreesWithPlainJava() {
    ExchangeDays days = ExchangeDays.load("us-exchange-calendar.csv");
    List<Instant> instants =
        Stream.iterate(
                Instant.parse("2000-01-03T05:00:00Z"), instant -> instant.plusSeconds(1_800 * 5))
            .takeWhile(instant -> instant.isBefore(Instant.parse("2029-01-01T00:00:00Z")))
            .toList();

    List<Row> rows = calendarOf(instants).collectAsList();

    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    IntStream.range(0, instants.size())
        .forEach(
            index -> {
              expected.add(plainly(instants.get(index), days));
              actual.add(
                  rows.get(index).getDate(0).toLocalDate() + " " + rows.get(index).getString(1));
            });
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void theEndsOfTimeHaveADateAndNoInstantHasNone() {
    Dataset<Row> ends =
        SPARK.sql(
            "select timestamp_micros(m) quoted_at from values (9223372036854775807), (-9223372036854775808),"
                + " (0), (null) as t(m)");

    List<Row> rows = calendarOf(ends).selectExpr("trading_date is null", "session").collectAsList();

    assertThat(rows).filteredOn(row -> !row.getBoolean(0)).hasSize(3);
    assertThat(rows.get(3).isNullAt(1)).isTrue();
  }

  @Test
  void theFileNamesWeekdaysOnly() {
    ExchangeDays days = ExchangeDays.load("us-exchange-calendar.csv");

    assertThat(Stream.concat(days.closed().stream(), days.half().stream()))
        .isNotEmpty()
        .noneMatch(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0);
    assertThat(days.half()).doesNotContainAnyElementsOf(days.closed());
  }

  /** In a time zone of its own, on which nothing may depend. */
  private static SparkSession session() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", "Asia/Kolkata");
    return session;
  }

  private static String plainly(Instant instant, ExchangeDays days) {
    LocalDateTime clock = LocalDateTime.ofInstant(instant, NEW_YORK);
    LocalDate date = clock.minusHours(4).toLocalDate();
    while (!trades(date, days)) {
      date = date.minusDays(1);
    }
    return date
        + " "
        + session(
            clock.toLocalTime(),
            trades(clock.toLocalDate(), days),
            days.half().contains(clock.toLocalDate()));
  }

  private static String session(LocalTime time, boolean trades, boolean half) {
    if (!trades
        || time.isBefore(LocalTime.of(4, 0))
        || !time.isBefore(LocalTime.of(half ? 17 : 20, 0))) {
      return "closed";
    }
    if (time.isBefore(LocalTime.of(9, 30))) {
      return "pre";
    }
    return time.isBefore(LocalTime.of(half ? 13 : 16, 0)) ? "regular" : "post";
  }

  private static boolean trades(LocalDate date, ExchangeDays days) {
    return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 && !days.closed().contains(date);
  }

  private static Dataset<Row> calendarOf(List<Instant> instants) {
    return calendarOf(
        SPARK
            .createDataset(instants.stream().map(Timestamp::from).toList(), Encoders.TIMESTAMP())
            .toDF("quoted_at"));
  }

  private static Dataset<Row> calendarOf(Dataset<Row> rows) {
    return rows.select(
        CALENDAR.tradingDate(col("quoted_at")).as("trading_date"),
        CALENDAR.session(col("quoted_at")).as("session"));
  }
}
