// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.StoredLake;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedMetricsTest {

  private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);

  /** A Wednesday: New York is open, Tokyo is not. */
  private static final Instant TRADING = Instant.parse("2024-06-12T15:00:00Z");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final List<Row> records = new ArrayList<>();

  @Test
  void newestQuotesOpenMarketsAndRangesSeenAreTold(@TempDir Path folder) throws Exception {
    // Given quotes of two providers, a day of which all is over, and one that has just begun
    quote("alpaca", TODAY.minus(Duration.ofHours(30)), "100", "24/7");
    quote("alpaca", TODAY.minus(Duration.ofHours(29)), "107", "24/7");
    quote("alpaca", TODAY.plusSeconds(1), "105", "24/7");
    quote("alpaca", Instant.parse("2024-06-12T14:00:00Z"), "105", "XNYS");
    quote("alpaca", Instant.parse("2024-06-12T13:00:00Z"), "105", "XNYS");
    quote("polygon", Instant.parse("2024-06-12T01:00:00Z"), "105", "XTKS");
    quote("polygon", Instant.parse("2024-06-12T01:00:00Z"), "105", "XXXX");
    StoredLake lake = StoredLake.of(LocalSpark.lakeSession(), folder);
    lake.append(records);
    lake.catchUp();

    // When gold is looked at
    Clock clock = Clock.fixed(TRADING, ZoneOffset.UTC);
    FeedMetrics feeds =
        new FeedMetrics(registry, lake.tables, lake.graph, Calendars.supplied(), clock);
    feeds.lookAtNewest();
    feeds.lookAtRanges();

    // Then each feed of a market with a calendar is told of, and the full day's share of 98 to 108
    assertThat(scrape())
        .contains(
            newest("XNYS", "alpaca", "1.7182008E9"),
            newest("XTKS", "polygon", "1.718154E9"),
            "quotelake_lake_market_open{market=\"XNYS\"} 1.0",
            "quotelake_lake_market_open{market=\"XTKS\"} 0.0",
            "quotelake_lake_market_open{market=\"24/7\"} 1.0",
            "quotelake_lake_range_seen_ratio{provider=\"alpaca\"} 0.7")
        .doesNotContain("XXXX", "range_seen_ratio{provider=\"polygon\"}");
  }

  private static String newest(String market, String provider, String time) {
    return "quotelake_lake_newest_quote_timestamp_seconds{market=\"%s\",provider=\"%s\"} %s\n"
        .formatted(market, provider, time);
  }

  private void quote(String provider, Instant at, String price, String market) {
    long micros = at.getEpochSecond() * 1_000_000;
    byte[] value =
        EventBytes.of("ACME " + market, micros, micros)
            .provider(provider)
            .price(price)
            .market(market)
            .vendorDay("100", "108", "98", "99")
            .encode();
    Timestamp appended = Timestamp.from(TODAY);
    records.add(
        RowFactory.create(
            "quotes", 0, (long) records.size(), appended, null, value, null, appended));
  }

  private String scrape() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
    return text.toString(StandardCharsets.UTF_8);
  }
}
