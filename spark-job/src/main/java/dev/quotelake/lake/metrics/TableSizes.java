// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.pipeline.store.Tables;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Size and number of files of each table, from the table's own log, looked up now and then beside
 * the streams.
 */
final class TableSizes {
  private final Tables tables;
  private final Map<String, String> storedNames;
  private final Gauge bytes;
  private final Gauge files;

  /**
   * @param storedNames the name of each stored table, by the name people query, which labels its
   *     series
   */
  TableSizes(PrometheusRegistry registry, Tables tables, Map<String, String> storedNames) {
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
  }

  void lookAtAll() {
    storedNames.forEach(this::look);
  }

  private void look(String name, String storedName) {
    if (tables.exists(storedName)) {
      Row detail = tables.open(storedName).detail().select("sizeInBytes", "numFiles").first();
      bytes.labelValues(name).set(detail.getLong(0));
      files.labelValues(name).set(detail.getLong(1));
    }
  }
}
