// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table that tells what every micro-batch did to every table. */
public final class EventLog {

  public static final String NAME = "event_log";

  private static final StructType EXPECTATION =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("action", DataTypes.StringType)
          .add("passed", DataTypes.LongType)
          .add("failed", DataTypes.LongType);

  private static final StructType OFFSETS =
      new StructType()
          .add("topic", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("from", DataTypes.LongType)
          .add("until", DataTypes.LongType)
          .add("records", DataTypes.LongType)
          .add("canaries", DataTypes.LongType)
          .add("duplicates", DataTypes.LongType);

  private static final StructType LAG =
      new StructType()
          .add("p50", DataTypes.DoubleType)
          .add("p95", DataTypes.DoubleType)
          .add("p99", DataTypes.DoubleType);

  private static final StructType COLUMNS =
      new StructType()
          .add("flow", DataTypes.StringType)
          .add("batch", DataTypes.LongType)
          .add("table", DataTypes.StringType)
          .add("committed_at", DataTypes.TimestampType)
          .add("duration_ms", DataTypes.LongType)
          .add("rows_in", DataTypes.LongType)
          .add("rows_out", DataTypes.LongType)
          .add("rows_dropped", DataTypes.LongType)
          .add("rows_quarantined", DataTypes.LongType)
          .add("duplicates", DataTypes.LongType)
          .add("expectations", DataTypes.createArrayType(EXPECTATION))
          .add("offsets", DataTypes.createArrayType(OFFSETS))
          .add("lag_seconds", LAG);

  private final TableWriter writer;

  EventLog(TableWriter writer) {
    this.writer = writer;
  }

  /** The definition; the engine itself writes it, so it reads no table. */
  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("What every micro-batch did to every table.")
        .reads(TableDefinition.HUB)
        .columns(COLUMNS)
        .skipBy("batch", "committed_at")
        .build();
  }

  /**
   * Adds the rows of a micro-batch.
   *
   * @param lags how late tables had the quotes, by table, where that was measured
   */
  void append(
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
    Dataset<Row> entries = session.createDataFrame(rows, COLUMNS);
    writer.write(definition(), entries.coalesce(1));
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
        source.stream()
            .map(
                range ->
                    RowFactory.create(
                        range.topic(),
                        range.partition(),
                        range.from(),
                        range.until(),
                        range.records(),
                        range.canaries(),
                        range.duplicates()))
            .toList(),
        lag.map(it -> RowFactory.create(it.p50(), it.p95(), it.p99())).orElse(null));
  }
}
