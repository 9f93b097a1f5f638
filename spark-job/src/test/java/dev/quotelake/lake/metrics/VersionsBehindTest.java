// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.Tables;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real stream over a real Delta table. */
class VersionsBehindTest {
  private static final String TABLE = "numbers";

  @TempDir private Path folder;

  private final SparkSession spark = LocalSpark.session();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final VersionsBehind versions = new VersionsBehind(registry);
  private final QueryMetrics meters = new QueryMetrics(registry, Clock.systemUTC(), versions);
  private Tables tables;

  @BeforeEach
  void listen() {
    tables = Tables.at(folder + "/tables");
    spark.streams().addListener(meters);
  }

  @AfterEach
  void stopListening() {
    spark.streams().removeListener(meters);
  }

  @Test
  void versionsWrittenSinceTheLastReadAreCounted() throws Exception {
    append();
    append();
    read();
    String id = tables.open(spark, TABLE).detail().select("id").first().getString(0);
    await().atMost(Duration.ofMinutes(1)).until(() -> versions.isRead(id));

    assertThat(behind(id)).isZero();
    append();
    append();
    assertThat(behind(id)).isEqualTo(2);
    read();
    await().atMost(Duration.ofMinutes(1)).until(() -> behind(id) == 0);
  }

  private double behind(String id) {
    TableSizes sizes = new TableSizes(new PrometheusRegistry(), spark, tables, Map.of(), versions);
    sizes.look(TABLE, TABLE);
    sizes.close();
    return registry.scrape("quotelake_lake_versions_behind"::equals).stream()
        .flatMap(snapshot -> ((GaugeSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> "test".equals(point.getLabels().get("query")))
        .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
        .findFirst()
        .orElseThrow();
  }

  private void append() {
    tables.save(spark.range(3).toDF().write().format("delta").mode("append"), TABLE);
  }

  private void read() throws Exception {
    tables
        .readAdded(spark, TABLE)
        .writeStream()
        .queryName("test")
        .format("noop")
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .start()
        .awaitTermination();
  }
}
