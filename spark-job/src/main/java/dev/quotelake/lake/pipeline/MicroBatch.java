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
import org.apache.spark.sql.execution.LogicalRDD;

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
  private final Map<String, TableShare> shares = new ConcurrentHashMap<>();
  private final Map<String, Duration> spent = new ConcurrentHashMap<>();
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

  /**
   * Writes all tables. While tables are written, those that read them are worked out; none is
   * written before what it reads.
   */
  void writeTables() {
    List<TableDefinition> left = new ArrayList<>(segment.tables());
    List<TableDefinition> computed = List.of();
    while (!left.isEmpty() || !computed.isEmpty()) {
      List<TableDefinition> next =
          left.stream().filter(table -> countOf.containsKey(table.upstream())).toList();
      List<Runnable> works = new ArrayList<>();
      computed.forEach(table -> works.add(() -> write(table)));
      next.forEach(table -> works.add(() -> compute(table)));
      SideBySide.run(works);
      left.removeAll(next);
      computed = next;
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
    for (Dataset<Row> rows : kept) {
      if (rows.queryExecution().logical() instanceof LogicalRDD computed) {
        computed.rdd().unpersist(false);
      }
    }
  }

  private void compute(TableDefinition table) {
    Instant start = Instant.now();
    TableShare share = share(table);
    shares.put(table.name(), share);
    rowsOf.put(table.name(), share.rows());
    countOf.put(table.name(), share.counts().kept());
    spent.put(table.name(), Duration.between(start, Instant.now()));
  }

  private TableShare share(TableDefinition table) {
    Dataset<Row> upstream = rowsOf.get(table.upstream());
    long taken = offered.getOrDefault(table.name(), countOf.get(table.upstream()));
    if (taken == 0) {
      return TableShare.none(table, upstream);
    }
    Dataset<Row> rows = table.rowsFrom(upstream);
    Optional<Column> measure = observer.measure(table);
    boolean judges = !table.expectations().isEmpty();
    if (!judges && table.transform().isEmpty() && measure.isEmpty()) {
      return TableShare.all(table, rows, taken);
    }
    if (judges) {
      rows = keep(new Judgement(table.expectations()).on(rows));
    } else if (table.writeMode() instanceof WriteMode.Merge) {
      rows = keep(rows);
    }
    JudgedRows judged = new JudgedRows(table, rows, measure);
    measure.ifPresent(column -> measured.put(table.name(), judged.measured()));
    return TableShare.of(table, judged);
  }

  private void write(TableDefinition table) {
    Instant start = Instant.now();
    TableShare share = shares.get(table.name());
    share.write(writer);
    Instant now = Instant.now();
    TableCounts counts = share.counts();
    commits.put(
        table.name(),
        new TableCommit(
            table.name(),
            now,
            spent.get(table.name()).plus(Duration.between(start, now)),
            countOf.get(table.upstream()),
            counts.kept(),
            counts.dropped(),
            table.quarantine().isPresent() ? counts.dropped() : 0,
            counts.expectations()));
  }

  /**
   * Rows as computed by whoever needs them first. Unlike a cache it is never computed again, so all
   * tables get the same rows, and it is no part of the plans that go on with it, which makes those
   * short. Should an executor die with some of them, the micro-batch fails and comes again.
   */
  private Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> computed = rows.localCheckpoint(false);
    kept.add(computed);
    return computed;
  }
}
