// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One micro-batch on its way through the tables, upstream first; tables that do not read each other
 * are written at the same time. What several tables read is computed once and kept in memory until
 * all are written.
 */
final class MicroBatch implements AutoCloseable {

  private final Segment segment;
  private final TableWriter writer;
  private final BatchObserver observer;
  private final Map<String, Object> measured = new ConcurrentHashMap<>();
  private final Map<String, Dataset<Row>> rowsOf = new ConcurrentHashMap<>();
  private final Map<String, Long> countOf = new ConcurrentHashMap<>();
  private final Map<String, Long> offered = new ConcurrentHashMap<>();
  private final Queue<Dataset<Row>> kept = new ConcurrentLinkedQueue<>();
  private final Map<String, TableCommit> commits = new ConcurrentHashMap<>();

  MicroBatch(Segment segment, TableWriter writer, BatchObserver observer) {
    this.segment = segment;
    this.writer = writer;
    this.observer = observer;
  }

  /** Gives the rows of what the flow reads. */
  List<SourceRange> begin(Dataset<Row> records) {
    Dataset<Row> source = keep(records);
    List<TableDefinition> readers =
        segment.tables().stream()
            .filter(table -> table.upstream().equals(segment.source()))
            .toList();
    SourceRanges taken = SourceRanges.of(source, readers);
    rowsOf.put(segment.source(), source);
    countOf.put(segment.source(), taken.records());
    offered.putAll(taken.offered());
    return taken.ranges();
  }

  /** Writes all tables. */
  void writeTables() {
    List<TableDefinition> left = new ArrayList<>(segment.tables());
    while (!left.isEmpty()) {
      List<TableDefinition> next =
          left.stream().filter(table -> countOf.containsKey(table.upstream())).toList();
      SideBySide.run(next.stream().<Runnable>map(table -> () -> write(table)).toList());
      left.removeAll(next);
    }
  }

  /** What was done to each table, in the order of the segment. */
  List<TableCommit> commits() {
    return segment.tables().stream().map(table -> commits.get(table.name())).toList();
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
    long taken = offered.getOrDefault(table.name(), countOf.get(table.upstream()));
    if (taken == 0) {
      finish(table, TableCounts.none(table), start);
      return;
    }
    Dataset<Row> rows = table.rowsFrom(rowsOf.get(table.upstream()));
    Optional<Column> measure = observer.measure(table);
    boolean counted = table.transform().isEmpty() && table.expectations().isEmpty();
    if (counted && measure.isEmpty()) {
      writer.append(table, StoredColumns.of(rows, table));
      rowsOf.put(table.name(), rows);
      finish(table, TableCounts.all(taken), start);
    } else {
      writeCounted(table, rows, measure, start);
    }
  }

  private void writeCounted(
      TableDefinition table, Dataset<Row> rows, Optional<Column> measure, Instant start) {
    Dataset<Row> kept = rows;
    if (!table.expectations().isEmpty()) {
      kept = keep(new Judgement(table.expectations()).on(rows));
    } else if (table.writeMode() instanceof WriteMode.Merge) {
      kept = keep(rows);
    }
    JudgedRows judged = new JudgedRows(table, kept, measure);
    measure.ifPresent(column -> measured.put(table.name(), judged.measured()));
    judged.refuseFatal();
    if (judged.counts().dropped() > 0) {
      table.quarantine().ifPresent(quarantine -> append(quarantine, judged));
    }
    if (judged.counts().kept() > 0) {
      writer.write(table, StoredColumns.of(judged.kept(), table), judged.facts());
    }
    rowsOf.put(table.name(), judged.kept());
    finish(table, judged.counts(), start);
  }

  private void finish(TableDefinition table, TableCounts counts, Instant start) {
    countOf.put(table.name(), counts.kept());
    Instant now = Instant.now();
    commits.put(
        table.name(),
        new TableCommit(
            table.name(),
            now,
            Duration.between(start, now),
            countOf.get(table.upstream()),
            counts.kept(),
            counts.dropped(),
            table.quarantine().isPresent() ? counts.dropped() : 0,
            counts.expectations()));
  }

  private void append(TableDefinition quarantine, JudgedRows judged) {
    writer.append(quarantine, StoredColumns.of(judged.dropped(), quarantine));
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }
}
