// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.quotelake.lake.LocalSpark;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a machine and in a session far from UTC, on which nothing may depend. */
class MarketTimeTest {

  private final SparkSession spark = LocalSpark.session().newSession();
  private final TimeZone zone = TimeZone.getDefault();
  private final Locale locale = Locale.getDefault();

  @BeforeEach
  void goFarAway() {
    spark.conf().set("spark.sql.session.timeZone", "Pacific/Kiritimati");
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Pago_Pago"));
    Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
  }

  @AfterEach
  void comeBack() {
    TimeZone.setDefault(zone);
    Locale.setDefault(locale);
  }

  @Test
  void quotesOfManyMarketsGetTheirTradingDayAndSession() {
    assertThat(
            at(
                "('XNYS', timestamp'2024-06-13T00:00:00Z')",
                "('XTKS', timestamp'2024-06-11T02:30:00Z')",
                "('XTKS', timestamp'2024-06-11T02:30:00.000001Z')",
                "('XBOM', timestamp'2027-01-26T05:00:00Z')",
                "('24/7', timestamp'2024-06-15T23:59:59.999999Z')",
                "('FX', timestamp'1969-12-31T23:59:59.999999Z')"))
        .containsExactly(
            tuple("2024-06-13", "overnight", true),
            tuple("2024-06-11", "regular", true),
            tuple("2024-06-11", "break", true),
            tuple("2027-01-26", "regular", false),
            tuple("2024-06-15", "regular", true),
            tuple("1970-01-01", "regular", true));
  }

  @Test
  void aMarketNobodyKnowsLivesByUtc() {
    assertThat(
            at(
                "('XXXX', timestamp'2024-06-15T23:59:59.999999Z')",
                "(null, timestamp'2024-06-16T00:00:00Z')",
                "('xnys', timestamp'1969-12-31T23:59:59.999999Z')"))
        .containsExactly(
            tuple("2024-06-15", "unknown", false),
            tuple("2024-06-16", "unknown", false),
            tuple("1969-12-31", "unknown", false));
  }

  @Test
  void theEndsOfTimeHaveADateAndNoInstantHasNone() {
    List<Row> rows =
        rows(
            "('XNYS', timestamp_micros(9223372036854775807))",
            "('XXXX', timestamp_micros(-9223372036854775808))",
            "('XNYS', null)");

    assertThat(rows).extracting(row -> row.isNullAt(0)).containsExactly(false, false, true);
    assertThat(rows).extracting(row -> row.isNullAt(1)).containsExactly(false, false, true);
  }

  private List<Tuple> at(String... quotes) {
    return rows(quotes).stream()
        .map(row -> tuple(row.getString(0), row.getString(1), row.getBoolean(2)))
        .toList();
  }

  private List<Row> rows(String... quotes) {
    return spark
        .sql("select * from values " + String.join(", ", quotes) + " as quotes(market, quoted_at)")
        .repartition(1)
        .withColumn(
            "time", new MarketTime(Calendars.supplied()).at(col("market"), col("quoted_at")))
        .selectExpr("cast(time.trading_date as string)", "time.session", "time.in_calendar")
        .collectAsList();
  }
}
