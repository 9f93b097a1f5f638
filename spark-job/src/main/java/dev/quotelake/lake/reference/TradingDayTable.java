// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.udf;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.MarketCalendar;
import dev.quotelake.lake.calendar.SessionSpan;
import dev.quotelake.lake.calendar.TradingDay;
import dev.quotelake.lake.pipeline.store.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The trading days of all markets as a small stored table, so that views can ask the calendars in
 * sessions that do not have the job's functions. Beyond the dates a calendar knows, its usual week
 * goes on.
 */
public final class TradingDayTable {
  /** What views call it. */
  public static final String NAME = "trading_days";

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

  /** Longer than any job runs. */
  private static final int YEARS_AHEAD = 4;

  private static final String CALENDARS = "quotelake.calendars";

  private static final StructType DAY =
      StructType.fromDDL(
          """
          trading_date date, begins timestamp, opens timestamp, closes timestamp,
          breaks array<struct<begins: timestamp, ends: timestamp>>, regular_minutes int,
          next_trading_date date\
          """);

  private final Tables tables;

  public TradingDayTable(Tables tables) {
    this.tables = tables;
  }

  /**
   * Writes the table up to some years from today, unless it was written from the very same
   * calendars this year.
   */
  public void write(Calendars calendars, LocalDate today) {
    LocalDate last = today.plusYears(YEARS_AHEAD).with(TemporalAdjusters.lastDayOfYear());
    String version = calendars.version() + " until " + last;
    if (tables.exists(NAME) && version.equals(tables.properties(NAME).get(CALENDARS))) {
      return;
    }
    DataFrameWriter<Row> days = days(calendars, last).coalesce(1).write().format("delta");
    tables.save(days.mode("overwrite").option("overwriteSchema", true), NAME);
    tables.set(NAME, CALENDARS, version);
  }

  private Dataset<Row> days(Calendars calendars, LocalDate last) {
    UDF1<String, List<Row>> days = market -> days(calendars.market(market).orElseThrow(), last);
    return tables
        .spark()
        .createDataset(List.copyOf(calendars.codes()), Encoders.STRING())
        .toDF("market")
        .withColumn("day", explode(udf(days, DataTypes.createArrayType(DAY)).apply(col("market"))))
        .select("market", "day.*");
  }

  private static List<Row> days(MarketCalendar calendar, LocalDate last) {
    List<Row> days = new ArrayList<>();
    TradingDay day = calendar.nextTradingDay(FIRST.minusDays(1));
    while (!day.date().isAfter(last)) {
      TradingDay next = calendar.nextTradingDay(day.date());
      days.add(row(day, next.date()));
      day = next;
    }
    return days;
  }

  private static Row row(TradingDay day, LocalDate next) {
    return RowFactory.create(
        day.date(),
        day.begins(),
        day.opens(),
        day.closes(),
        day.breaks().stream().map(TradingDayTable::row).toArray(),
        day.regularMinutes(),
        next);
  }

  private static Row row(SessionSpan span) {
    return RowFactory.create(
        Instant.ofEpochSecond(span.from()), Instant.ofEpochSecond(span.until()));
  }
}
