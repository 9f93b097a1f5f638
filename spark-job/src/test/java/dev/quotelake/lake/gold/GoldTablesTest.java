// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Check;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Gold of a handful of quotes each, worked out by hand. June's clocks: New York is UTC-4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldTablesTest {

  private final SparkSession spark = LocalSpark.lakeSession();
  private final List<EventBytes> events = new ArrayList<>();
  private StoredLake lake;

  @BeforeAll
  void storeQuotes(@TempDir Path folder) throws Exception {
    twoProvidersOfOneSymbol();
    manyMarkets();
    restatements();
    faces();
    splits();
    lake = StoredLake.of(spark, folder);
    lake.append(records());
    lake.catchUp();
    lake.show();
  }

  private void twoProvidersOfOneSymbol() {
    quote("alpaca", "TWO", "2024-06-12T14:00:10Z", "10").dayVolume("1000");
    quote("polygon", "TWO", "2024-06-12T14:01:10Z", "20").dayVolume("1000000");
    quote("alpaca", "TWO", "2024-06-12T14:02:10Z", "11").dayVolume("1100");
    quote("polygon", "TWO", "2024-06-12T14:03:10Z", "21").dayVolume("1050000");
    quote("alpaca", "TWO", "2024-06-12T14:04:10Z", "12").dayVolume("1200");
  }

  private void manyMarkets() {
    quote("alpaca", "FRANKFURT", "2024-06-12T07:01:00Z", "1").market("XETR");
    quote("alpaca", "TOKYO", "2024-06-11T01:00:00Z", "1").market("XTKS");
    quote("alpaca", "CRYPTO", "2024-06-15T12:00:00Z", "1").market("24/7");
    quote("alpaca", "UNKNOWN", "2024-06-15T12:00:00Z", "1").market("XXXX");
    quote("alpaca", "NIGHT", "2024-06-12T19:59:00Z", "1");
    quote("alpaca", "NIGHT", "2024-06-13T00:30:00Z", "2");
    quote("alpaca", "WEEKEND", "2024-06-14T19:59:00Z", "1");
    quote("alpaca", "WEEKEND", "2024-06-15T12:00:00Z", "2");
  }

  private void restatements() {
    String[] restated = {"1000", "2000", "1500", "1800", "2100", "2600"};
    for (int minute = 0; minute < restated.length; minute++) {
      quote("alpaca", "RESTATED", "2024-06-12T14:0%d:20Z".formatted(minute), "1" + minute)
          .dayVolume(restated[minute]);
    }
    quote("alpaca", "MIDDAY", "2024-06-12T19:30:00Z", "10").dayVolume("50000000");
    quote("alpaca", "MIDDAY", "2024-06-12T19:31:00Z", "20").dayVolume("50001000");
    quote("alpaca", "MIDDAY", "2024-06-12T19:32:00Z", "30");
    quote("alpaca", "MIDDAY", "2024-06-12T19:33:00Z", "40").dayVolume("50003000");
    quote("alpaca", "MIDDAY", "2024-06-12T19:50:00Z", "50").dayVolume("50009000");
    quote("alpaca", "WRONG", "2024-06-12T14:00:00Z", "10").dayVolume("100");
    quote("alpaca", "WRONG", "2024-06-12T14:01:00Z", "10").dayVolume("90000000000000");
    quote("alpaca", "WRONG", "2024-06-12T14:02:00Z", "10").dayVolume("50000000000");
    quote("alpaca", "WRONG", "2024-06-12T14:03:00Z", "10").dayVolume("150");
    quote("alpaca", "SILENT", "2024-06-12T14:03:00Z", "10");
  }

  private void faces() {
    quote("alpaca", "FACES", "2024-06-12T12:00:00Z", "90").vendorDay("100", "110", "90", "99");
    quote("alpaca", "FACES", "2024-06-12T13:30:00Z", "100").currency("USD");
    quote("alpaca", "FACES", "2024-06-12T13:31:30Z", "104");
    quote("alpaca", "FACES", "2024-06-12T19:50:00Z", "98");
    quote("alpaca", "FACES", "2024-06-12T20:00:00Z", "101");
    quote("alpaca", "FACES", "2024-06-12T20:00:00.000001Z", "120").currency("GBX");
    quote("alpaca", "FACES", "2024-06-12T21:00:00Z", "95").vendorDay("100", "110", "90", "99");
    quote("alpaca", "LUNCH", "2024-06-12T02:29:00Z", "1").market("XTKS");
    quote("alpaca", "LUNCH", "2024-06-12T03:31:00Z", "1").market("XTKS");
    quote("alpaca", "LUNCH", "2024-06-12T00:00:00Z", "1").market("XTKS");
    quote("alpaca", "LUNCH", "2024-06-12T05:50:00Z", "1").market("XTKS");
    quote("alpaca", "LUNCH", "2024-06-12T05:59:59Z", "1").market("XTKS");
  }

  private void splits() {
    quote("alpaca", "SPLIT", "2024-06-14T19:59:00Z", "200.5").vendorDay("200", "202", "198", "199");
    quote("alpaca", "SPLIT", "2024-06-17T14:00:00Z", "101").vendorDay("100", "102", "100", "100.2");
    quote("alpaca", "REVERSE", "2024-06-14T19:59:00Z", "1").vendorDay("1", "1", "1", "1");
    quote("alpaca", "REVERSE", "2024-06-17T14:00:00Z", "10").vendorDay("11", "12", "11", "10.01");
    quote("alpaca", "CALM", "2024-06-14T19:59:00Z", "50").vendorDay("50", "51", "49", "48");
    quote("alpaca", "CALM", "2024-06-17T14:00:00Z", "50").vendorDay("50", "51", "49", "50.5");
  }

  @Test
  void twoProvidersAreTwoRowsEachItsOwn() {
    assertThat(
            rows(
                "provider, minute_start, volume",
                "gold_minute_bars where symbol = 'TWO' order by 1, 2"))
        .containsExactly(
            "alpaca 2024-06-12 14:00:00 1000.0000",
            "alpaca 2024-06-12 14:02:00 100.0000",
            "alpaca 2024-06-12 14:04:00 100.0000",
            "polygon 2024-06-12 14:01:00 1000000.0000",
            "polygon 2024-06-12 14:03:00 50000.0000");
    assertThat(
            rows(
                "provider, open, close, volume",
                "gold_daily_summary where symbol = 'TWO' order by provider"))
        .containsExactly(
            "alpaca 10.00000000 12.00000000 1200.0000",
            "polygon 20.00000000 21.00000000 1050000.0000");
    assertThat(rows("provider, price", "gold_latest_quotes where symbol = 'TWO' order by provider"))
        .containsExactly("alpaca 12.00000000", "polygon 21.00000000");
  }

  @Test
  void aDayIsTheMarketsOwn() {
    assertThat(
            rows(
                "symbol, trading_date, market",
                "gold_daily_summary where symbol in ('FRANKFURT', 'TOKYO', 'CRYPTO', 'UNKNOWN') order by symbol"))
        .containsExactly(
            "CRYPTO 2024-06-15 24/7",
            "FRANKFURT 2024-06-12 XETR",
            "TOKYO 2024-06-11 XTKS",
            "UNKNOWN 2024-06-15 XXXX");
  }

  @Test
  void theNightIsTheNextDaysAndAQuoteWhileClosedClosesNoDay() {
    assertThat(
            rows(
                "trading_date, close, session",
                "gold_minute_bars where symbol = 'NIGHT' order by minute_start"))
        .containsExactly("2024-06-12 1.00000000 regular", "2024-06-13 2.00000000 overnight");
    assertThat(rows("trading_date, close, session", "gold_minute_bars where symbol = 'WEEKEND'"))
        .containsExactly("2024-06-14 1.00000000 regular");
    assertThat(rows("trading_date, price, session", "gold_latest_quotes where symbol = 'WEEKEND'"))
        .containsExactly("2024-06-17 2.00000000 closed");
  }

  @Test
  void aRestatementIsSigned() {
    assertThat(
            rows(
                "volume, volume_correction, volume_since",
                "gold_minute_bars where symbol = 'RESTATED' order by minute_start"))
        .containsExactly(
            "1000.0000 0.0000 2024-06-12 00:00:00",
            "1000.0000 0.0000 2024-06-12 14:01:00",
            "0.0000 -500.0000 2024-06-12 14:02:00",
            "300.0000 0.0000 2024-06-12 14:03:00",
            "300.0000 0.0000 2024-06-12 14:04:00",
            "500.0000 0.0000 2024-06-12 14:05:00");
    assertThat(rows("volume", "gold_daily_summary where symbol = 'RESTATED'"))
        .containsExactly("2600.0000");
  }

  @Test
  void widerBarsAreMadeByTheSameDefinition() {
    // The first minute's 1000 rose since the evening before, so the price is of 1000 at 11, 300 at
    // 13, 300 at 14
    assertThat(
            rows(
                "bar_start, open, close, volume, volume_correction, volume_since, vwap",
                "gold_5_minute_bars where symbol = 'RESTATED' order by bar_start"))
        .containsExactly(
            "2024-06-12 14:00:00 10.00000000 14.00000000 2100.0000 0.0000 2024-06-12 00:00:00 11.93750000",
            "2024-06-12 14:05:00 15.00000000 15.00000000 500.0000 0.0000 2024-06-12 14:05:00 15.00000000");
    assertThat(rows("volume, vwap_volume_share", "gold_60_minute_bars where symbol = 'RESTATED'"))
        .containsExactly("2600.0000 0.677419");
  }

  @Test
  void aStartAtMiddayAndAGapSaySo() {
    assertThat(
            rows(
                "volume, volume_since, vwap, vwap_volume_share",
                "gold_minute_bars where symbol = 'MIDDAY' order by minute_start"))
        .containsExactly(
            "50000000.0000 2024-06-12 00:00:00 null 0.000000",
            "1000.0000 2024-06-12 19:31:00 20.00000000 1.000000",
            "null null null null",
            "2000.0000 2024-06-12 19:32:00 40.00000000 1.000000",
            "6000.0000 2024-06-12 19:34:00 null 0.000000");
    assertThat(
            rows("volume, vwap, vwap_volume_share", "gold_daily_summary where symbol = 'MIDDAY'"))
        .containsExactly("50009000.0000 33.33333333 0.000060");
  }

  @Test
  void aWrongTickHealsWithTheNextQuote() {
    assertThat(
            rows(
                "volume, volume_correction",
                "gold_minute_bars where symbol = 'WRONG' order by minute_start"))
        .containsExactly("100.0000 0.0000", "49999999900.0000 0.0000", "0.0000 -49999999850.0000");
    assertThat(rows("volume", "gold_daily_summary where symbol = 'WRONG'"))
        .containsExactly("150.0000");
    assertThat(rows("volume, vwap", "gold_daily_summary where symbol = 'SILENT'"))
        .containsExactly("null null");
  }

  @Test
  void theDayHasTwoFaces() {
    assertThat(
            rows(
                "open, high, low, close, regular_open, regular_high, regular_low, regular_close, regular_quote_count",
                "gold_daily_summary where symbol = 'FACES'"))
        .containsExactly(
            "90.00000000 120.00000000 90.00000000 95.00000000 100.00000000 104.00000000 98.00000000 101.00000000 4");
  }

  @Test
  void silenceIsCountedWithoutBreaks() {
    assertThat(
            rows(
                "symbol, minutes_quoted, regular_minutes, longest_gap_seconds",
                "gold_daily_summary where symbol in ('FACES', 'LUNCH', 'UNKNOWN') order by symbol"))
        .containsExactly("FACES 3 390 22710", "LUNCH 5 300 8940", "UNKNOWN 0 null null");
  }

  @Test
  void theVendorsFiguresStandBesideOurs() {
    assertThat(
            rows(
                "symbol, trading_date, range_seen, next_previous_close, probable_split",
                "gold_reconciliation where symbol in ('FACES', 'SPLIT', 'REVERSE', 'CALM') order by symbol, trading_date"))
        .containsExactly(
            "CALM 2024-06-14 0.000000 50.50000000 null",
            "CALM 2024-06-17 0.000000 null null",
            "FACES 2024-06-12 1.000000 null null",
            "REVERSE 2024-06-14 1.000000 10.01000000 1:10",
            "REVERSE 2024-06-17 0.000000 null null",
            "SPLIT 2024-06-14 0.000000 100.20000000 2:1",
            "SPLIT 2024-06-17 0.000000 null null");
    assertThat(rows("currency_changed", "gold_reconciliation where symbol = 'FACES'"))
        .containsExactly("true");
  }

  @Test
  void everyPromiseIsKept() {
    assertThat(new Check(lake.tables, lake.graph, lake.marks).answers())
        .allMatch(Check.Answer::kept)
        .anyMatch(answer -> answer.detail().contains(" of the vendor's range, "));
  }

  /** One more event of the hub, to be filled in before all are stored. */
  private EventBytes quote(String provider, String symbol, String quotedAt, String price) {
    Instant at = Instant.parse(quotedAt);
    long micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    EventBytes event = EventBytes.of(symbol, micros, micros).provider(provider).price(price);
    events.add(event);
    return event;
  }

  private List<Row> records() {
    List<Row> records = new ArrayList<>();
    Timestamp appended = Timestamp.from(Instant.parse("2024-06-18T00:00:00Z"));
    for (EventBytes event : events) {
      records.add(
          RowFactory.create(
              "quotes", 0, (long) records.size(), appended, null, event.encode(), null, appended));
    }
    return records;
  }

  private List<String> rows(String columns, String from) {
    String texts =
        Stream.of(columns.split(", "))
            .map("coalesce(cast(%s as string), 'null')"::formatted)
            .collect(Collectors.joining(", "));
    return spark
        .sql("select %s, concat_ws(' ', %s) as line from %s".formatted(columns, texts, from))
        .select("line")
        .as(Encoders.STRING())
        .collectAsList();
  }
}
