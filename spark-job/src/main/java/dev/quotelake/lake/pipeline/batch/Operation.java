// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Attempts;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What changes tables beside micro-batches, as the event log names it. */
public enum Operation {
  /** Partial aggregates became one row a key. */
  COMPACTION,
  /** Rows were built anew from the table below. */
  REFRESH;

  /**
   * Adds a row to the event log.
   *
   * @param start when it began; it is done now
   * @param detail what it was done to
   */
  public void log(Tables tables, TableDefinition table, Instant start, String detail) {
    Instant now = Instant.now();
    Row row =
        RowFactory.create(
            null,
            null,
            table.name(),
            Timestamp.from(now),
            Duration.between(start, now).toMillis(),
            0L,
            0L,
            0L,
            0L,
            0L,
            List.of(),
            List.of(),
            null,
            name().toLowerCase(Locale.ROOT),
            detail);
    Dataset<Row> rows = tables.spark().createDataFrame(List.of(row), EventLog.COLUMNS).coalesce(1);
    Attempts.until(
        "The event log could not be told of it",
        Attempts.MOST,
        () -> tables.save(rows.write().format("delta").mode("append"), EventLog.NAME));
  }
}
