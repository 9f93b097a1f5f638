// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.table.EventLog;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Writes the event log: last of all in a micro-batch, so what it names is written. */
public final class EventLogWriter {

  private final TableWriter writer;

  public EventLogWriter(TableWriter writer) {
    this.writer = writer;
  }

  /**
   * Adds the rows of a micro-batch.
   *
   * @param lags how late tables had the quotes, by table, where that was measured
   */
  public void append(
      SparkSession session,
      BatchId batch,
      List<SourceRange> source,
      List<TableCommit> commits,
      Map<String, LagQuantiles> lags) {
    List<Row> rows =
        commits.stream()
            .map(
                commit -> row(batch, source, commit, Optional.ofNullable(lags.get(commit.table()))))
            .toList();
    Dataset<Row> entries = session.createDataFrame(rows, EventLog.COLUMNS);
    writer.write(EventLog.definition(), entries.coalesce(1));
  }

  private static Row row(
      BatchId batch, List<SourceRange> source, TableCommit commit, Optional<LagQuantiles> lag) {
    return RowFactory.create(
        batch.flow(),
        batch.number(),
        commit.table(),
        Timestamp.from(commit.committedAt()),
        commit.duration().toMillis(),
        commit.rowsIn(),
        commit.rowsOut(),
        commit.rowsDropped(),
        commit.rowsQuarantined(),
        source.stream().mapToLong(SourceRange::duplicates).sum(),
        commit.expectations().stream()
            .map(e -> RowFactory.create(e.name(), e.action(), e.passed(), e.failed()))
            .toList(),
        source.stream().map(EventLogWriter::row).toList(),
        lag.map(it -> RowFactory.create(it.p50(), it.p95(), it.p99())).orElse(null),
        EventLog.BATCH,
        null);
  }

  private static Row row(SourceRange range) {
    return RowFactory.create(
        range.topic(),
        range.partition(),
        range.from(),
        range.until(),
        range.records(),
        range.canaries(),
        range.duplicates());
  }
}
