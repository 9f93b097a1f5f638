// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quotelake.lake.LocalSpark;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final QueryMetrics meters =
      new QueryMetrics(registry, Clock.systemUTC(), new RecentBatches());
  private final SparkSession spark = LocalSpark.session();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    spark.streams().addListener(meters);
  }

  @AfterEach
  void stopListening() {
    spark.streams().removeListener(meters);
  }

  @Test
  void aQueryShowsRowsPhasesStateAndLife() throws Exception {
    Dataset<Row> distinct =
        spark
            .readStream()
            .format("rate-micro-batch")
            .option("rowsPerBatch", 20)
            .load()
            .selectExpr("value % 7 as k")
            .dropDuplicates("k");

    run(distinct);

    await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .contains(
                        "quotelake_lake_input_rows_total{query=\"test\"} 20.0",
                        "quotelake_lake_batch_seconds_count{query=\"test\"} 1",
                        "quotelake_lake_state_rows{query=\"test\"} 7.0",
                        "quotelake_lake_query_failures_total{query=\"test\"} 0.0",
                        "quotelake_lake_lost_events_total{query=\"test\"} 0.0")
                    .containsPattern(
                        "batch_phase_seconds_total\\{phase=\"addBatch\",query=\"test\"} 0*[1-9.]")
                    .containsPattern(
                        "progress_timestamp_seconds\\{query=\"test\"} 1\\.[78]\\d+E9"));
  }

  @Test
  void aQueryThatFailsIsCounted() {
    Dataset<Row> failing =
        spark
            .readStream()
            .format("rate-micro-batch")
            .option("rowsPerBatch", 1)
            .load()
            .select(expr("raise_error('as it should')"));

    assertThatThrownBy(() -> run(failing)).hasMessageContaining("as it should");

    await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .contains("quotelake_lake_query_failures_total{query=\"test\"} 1.0"));
  }

  private void run(Dataset<Row> rows) throws Exception {
    StreamingQuery query =
        rows.writeStream()
            .queryName("test")
            .format("noop")
            .trigger(Trigger.Once())
            .option("checkpointLocation", folder.toString())
            .start();
    query.awaitTermination();
  }

  private String scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }
}
