// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.metrics.HopLatency.CommitTimes;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class HopLatencyTest {
  private static final int RECORDS = 10_000;
  private static final SparkSession SPARK = LocalSpark.session();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HopLatency chain = new HopLatency(registry);

  @Test
  void everySeriesStandsAtZeroFromTheStart() throws IOException {
    assertThat(scrape())
        .contains(
            "quotelake_hop_seconds_count{flow=\"market\",hop=\"provider\"} 0",
            "quotelake_hop_seconds_count{flow=\"canary\",hop=\"gold\"} 0",
            "quotelake_hop_seconds_bucket{flow=\"market\",hop=\"silver\",le=\"0.005\"} 0",
            "quotelake_end_to_end_seconds_count{flow=\"market\",span=\"freshness\"} 0",
            "quotelake_clock_skew_seconds{hop=\"append\"} 0.0",
            "quotelake_clock_skew_records_total{hop=\"append\"} 0.0",
            "quotelake_lake_canary_timestamp_seconds 0.0");
  }

  @Test
  void bucketsEqualARecountInSql() throws IOException {
    long now = System.currentTimeMillis() * 1_000;
    CommitTimes commits = new CommitTimes(now + 60_300_000, now + 60_700_000, now + 61_900_000);
    Dataset<Row> records = randomRecords(now);

    chain.record(measured(records), new FlowClocks(), commits);

    records.createOrReplaceTempView("records");
    assertHopAsRecounted("hop_seconds", "hop=\"provider\"", "fetched_at - quoted_at", 0);
    assertHopAsRecounted("hop_seconds", "hop=\"append\"", "appended_at - fetched_at", 0);
    assertHopAsRecounted(
        "hop_seconds", "hop=\"bronze\"", commits.bronzeMicros() + " - appended_at", 0.001);
    assertHopAsRecounted("hop_seconds", "hop=\"silver\"", "400000 + 0 * appended_at", 0);
    assertHopAsRecounted("hop_seconds", "hop=\"gold\"", "1200000 + 0 * appended_at", 0);
    assertHopAsRecounted(
        "end_to_end_seconds", "span=\"pipeline\"", commits.goldMicros() + " - fetched_at", 0.001);
    assertHopAsRecounted(
        "end_to_end_seconds", "span=\"freshness\"", commits.goldMicros() + " - quoted_at", 0.001);
  }

  @Test
  void clocksThatStepBackAreShownNotHidden() throws IOException {
    long now = System.currentTimeMillis() * 1_000;
    CommitTimes commits = new CommitTimes(now, now, now);
    FlowClocks skewed =
        measured(records("true, %d, %d, %d".formatted(now, now - 40_000_000, now - 41_500_000)));

    chain.record(skewed, new FlowClocks(), commits);

    assertThat(scrape())
        .contains(
            "quotelake_clock_skew_records_total{hop=\"provider\"} 1.0",
            "quotelake_clock_skew_seconds{hop=\"provider\"} 40.0",
            "quotelake_clock_skew_records_total{hop=\"append\"} 1.0",
            "quotelake_clock_skew_seconds{hop=\"append\"} 1.5",
            "quotelake_clock_skew_records_total{hop=\"bronze\"} 0.0",
            "quotelake_hop_seconds_count{flow=\"market\",hop=\"append\"} 1",
            "quotelake_hop_seconds_sum{flow=\"market\",hop=\"append\"} 0.0");

    chain.record(new FlowClocks(), new FlowClocks(), commits);
    assertThat(scrape())
        .as("an empty batch says nothing of clocks")
        .contains("quotelake_clock_skew_seconds{hop=\"append\"} 1.5");

    FlowClocks straight = measured(records("true, %1$d, %1$d, %1$d".formatted(now)));
    chain.record(new FlowClocks(), straight, commits);
    assertThat(scrape()).contains("quotelake_clock_skew_seconds{hop=\"append\"} 0.0");
  }

  @Test
  void canariesAndTimesTheProviderDidNotTellStandApart() throws IOException {
    long now = 1_790_000_000_000_000L;
    FlowClocks market =
        measured(
            records(
                "true, null, %1$d, %1$d".formatted(now), "false, null, null, %d".formatted(now)));
    FlowClocks canaries = measured(records("true, %1$d, %1$d, %1$d".formatted(now)));

    chain.record(market, canaries, new CommitTimes(now, now, now + 250_000));

    assertThat(market.records()).isEqualTo(1);
    assertThat(scrape())
        .contains(
            "quotelake_hop_seconds_count{flow=\"canary\",hop=\"provider\"} 1",
            "quotelake_hop_seconds_count{flow=\"market\",hop=\"provider\"} 0",
            "quotelake_hop_seconds_count{flow=\"market\",hop=\"append\"} 1",
            "quotelake_end_to_end_seconds_count{flow=\"market\",span=\"freshness\"} 0",
            "quotelake_end_to_end_seconds_count{flow=\"market\",span=\"pipeline\"} 1",
            "quotelake_lake_canary_timestamp_seconds 1.79E9");
  }

  private void assertHopAsRecounted(
      String metric, String label, String lagMicros, double resolution) throws IOException {
    String text = scrape();
    Row most = recount(lagMicros, 0);
    Row least = recount(lagMicros, resolution);
    for (int bucket = 0; bucket < LagCounts.UPPER_BOUNDS.length - 1; bucket++) {
      String le = label + ",le=\"" + LagCounts.UPPER_BOUNDS[bucket] + "\"";
      assertThat(sample(text, "quotelake_" + metric + "_bucket{flow=\"market\"," + le + "}"))
          .as(le)
          .isBetween(least.getLong(bucket), most.getLong(bucket));
    }
    assertThat(sample(text, "quotelake_" + metric + "_count{flow=\"market\"," + label + "}"))
        .isEqualTo(RECORDS);
  }

  /**
   * Records up to each bound, the bounds lowered by the resolution in seconds or its share of them.
   */
  private static Row recount(String lagMicros, double resolution) {
    String counts =
        IntStream.range(0, LagCounts.UPPER_BOUNDS.length - 1)
            .mapToDouble(bucket -> LagCounts.UPPER_BOUNDS[bucket])
            .map(bound -> bound - resolution * Math.max(1, bound))
            .mapToObj(bound -> "count_if(lag <= %s)".formatted(bound))
            .collect(Collectors.joining(", "));
    String lags = "select greatest(%s, 0) / 1e6 as lag from records".formatted(lagMicros);
    return SPARK.sql("select %s from (%s)".formatted(counts, lags)).first();
  }

  private static long sample(String text, String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  private String scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static FlowClocks measured(Dataset<Row> records) {
    return FlowClocks.of(
        records
            .agg(
                FlowClocks.measure(
                    col("counted"),
                    expr("timestamp_micros(quoted_at)"),
                    expr("timestamp_micros(fetched_at)"),
                    expr("timestamp_micros(appended_at)")))
            .first()
            .getAs(0));
  }

  /** Lags spread over all buckets, a few of them negative. */
  private static Dataset<Row> randomRecords(long now) {
    return SPARK
        .range(0, RECORDS, 1, 3)
        .selectExpr(
            "true as counted", "id", now + " - bigint(pow(10, 3 + 6.7 * rand(1))) as appended_at")
        .withColumn("fetched_at", expr("appended_at - bigint(pow(10, 3 + 6 * rand(2))) + 5000"))
        .withColumn("quoted_at", expr("fetched_at - bigint(pow(10, 3 + 6.8 * rand(3))) + 20000"))
        .cache();
  }

  private static Dataset<Row> records(String... rows) {
    return SPARK.sql(
        "select * from values ("
            + String.join("), (", rows)
            + ") as t(counted, quoted_at, fetched_at, appended_at)");
  }
}
