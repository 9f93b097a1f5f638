// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.pipeline.store.Tables;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Size and number of files of each table, from the table's own log, looked up now and then beside
 * the streams.
 */
public final class TableSizes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableSizes.class);

  private final Tables tables;
  private final Map<String, String> storedNames;
  private final Gauge bytes;
  private final Gauge files;
  private final ScheduledExecutorService thread;

  /**
   * @param storedNames the name of each stored table, by the name people query, which labels its
   *     series
   */
  public TableSizes(PrometheusRegistry registry, Tables tables, Map<String, String> storedNames) {
    this.tables = tables;
    this.storedNames = Map.copyOf(storedNames);
    bytes =
        Gauge.builder()
            .name("quotelake_lake_table_bytes")
            .help(
                "Size of the files a table's newest version refers to; refreshed about every minute.")
            .labelNames("table")
            .register(registry);
    files =
        Gauge.builder()
            .name("quotelake_lake_table_files")
            .help(
                "Number of files a table's newest version refers to; refreshed about every minute.")
            .labelNames("table")
            .register(registry);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            new BasicThreadFactory.Builder().namingPattern("table-sizes").daemon(true).build());
  }

  /** Looks soon, when the start is over, and after each interval. */
  public void every(Duration interval) {
    thread.scheduleWithFixedDelay(
        this::lookAtAll, interval.toMillis() / 4, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookAtAll() {
    try {
      storedNames.forEach(this::look);
    } catch (RuntimeException e) {
      LOG.warn("The size of the tables cannot be told this time: {}", e.toString());
    }
  }

  void look(String name, String storedName) {
    if (tables.exists(storedName)) {
      Row detail = tables.open(storedName).detail().select("sizeInBytes", "numFiles").first();
      bytes.labelValues(name).set(detail.getLong(0));
      files.labelValues(name).set(detail.getLong(1));
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
