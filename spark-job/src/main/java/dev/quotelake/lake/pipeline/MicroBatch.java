// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One micro-batch on its way through the tables, upstream first. What several tables read is
 * computed once and kept in memory until all are written.
 */
final class MicroBatch implements AutoCloseable {

  private final Segment segment;
  private final TableWriter writer;
  private final BatchObserver observer;
  private final Map<String, Object> measured = new HashMap<>();
  private final Map<String, Dataset<Row>> rowsOf = new HashMap<>();
  private final Map<String, Long> countOf = new HashMap<>();
  private final List<Dataset<Row>> kept = new ArrayList<>();
  private final List<TableCommit> commits = new ArrayList<>();

  MicroBatch(Segment segment, TableWriter writer, BatchObserver observer) {
    this.segment = segment;
    this.writer = writer;
    this.observer = observer;
  }

  /** Gives the rows of what the flow reads. */
  List<SourceRange> begin(Dataset<Row> records) {
    Dataset<Row> marked = keep(records);
    List<SourceRange> ranges = SourceRanges.of(marked);
    rowsOf.put(segment.source(), marked);
    countOf.put(segment.source(), ranges.stream().mapToLong(SourceRange::records).sum());
    return ranges;
  }

  /** Writes all tables. */
  void writeTables() {
    segment.tables().forEach(this::write);
  }

  List<TableCommit> commits() {
    return List.copyOf(commits);
  }

  Map<String, Object> measured() {
    return Map.copyOf(measured);
  }

  @Override
  public void close() {
    kept.forEach(dataset -> dataset.unpersist(false));
  }

  private void write(TableDefinition table) {
    Instant start = Instant.now();
    Dataset<Row> rows = table.transform().apply(rowsOf.get(table.upstream()));
    if (!table.expectations().isEmpty()) {
      rows = keep(new Judgement(table.expectations()).on(rows));
    } else if (table.writeMode() instanceof WriteMode.Merge) {
      rows = keep(rows);
    }
    Optional<Column> measure = observer.measure(table);
    JudgedRows judged = new JudgedRows(table, rows, measure);
    measure.ifPresent(column -> measured.put(table.name(), judged.measured()));
    judged.refuseFatal();
    if (judged.droppedCount() > 0) {
      table.quarantine().ifPresent(quarantine -> append(quarantine, judged));
    }
    Dataset<Row> stored = judged.kept();
    if (judged.keptCount() > 0) {
      writer.write(table, StoredColumns.of(stored, table));
    }
    rowsOf.put(table.name(), stored);
    countOf.put(table.name(), judged.keptCount());
    commits.add(commit(table, judged, start));
  }

  private void append(TableDefinition quarantine, JudgedRows judged) {
    writer.write(quarantine, StoredColumns.of(judged.dropped(), quarantine));
  }

  private TableCommit commit(TableDefinition table, JudgedRows judged, Instant start) {
    Instant now = Instant.now();
    return new TableCommit(
        table.name(),
        now,
        Duration.between(start, now),
        countOf.get(table.upstream()),
        judged.keptCount(),
        judged.droppedCount(),
        table.quarantine().isPresent() ? judged.droppedCount() : 0,
        judged.expectations());
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }
}
