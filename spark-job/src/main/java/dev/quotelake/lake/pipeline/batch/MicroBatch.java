// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Parallel;
import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * One micro-batch on its way through the tables. Each table is written as soon as it is known what
 * it gets, while those that read it are worked out and written too: a replay gives every table the
 * same rows, so none has to wait until those below it are stored. What several tables read is
 * computed once and kept in memory until all are written.
 */
public final class MicroBatch implements AutoCloseable {

  private final List<TableDefinition> tables;
  private final TableWriter writer;
  private final BatchObserver observer;
  private final Map<String, Object> measured = new ConcurrentHashMap<>();
  private final Map<String, TableCommit> commits = new ConcurrentHashMap<>();
  private final Map<TableDefinition, List<Row>> grown = new ConcurrentHashMap<>();
  private final Queue<Dataset<Row>> kept = new ConcurrentLinkedQueue<>();
  private Dataset<Row> source;
  private SourceRanges taken;

  /**
   * Begins nothing yet.
   *
   * @param tables what it writes, upstream first; the first reads what the micro-batch holds
   */
  public MicroBatch(List<TableDefinition> tables, TableWriter writer, BatchObserver observer) {
    this.tables = tables;
    this.writer = writer;
    this.observer = observer;
  }

  /** Gives the rows of what the flow reads. */
  public void begin(Dataset<Row> records) {
    source = keep(records);
    taken = SourceRanges.of(source, readersOf(source()));
  }

  /** What was taken from each partition of the hub; nothing if there were no rows. */
  public List<SourceRange> ranges() {
    return taken.ranges();
  }

  /** Writes all tables. */
  public void writeTables() {
    writeReadersOf(source(), source, taken.records());
  }

  /**
   * What was done to each table, in their order. A table counts as committed when those below it
   * are, too.
   */
  public List<TableCommit> commits() {
    Map<String, TableCommit> inOrder = new LinkedHashMap<>();
    for (TableDefinition table : tables) {
      TableCommit own = commits.get(table.name());
      TableCommit below = inOrder.get(table.upstream());
      inOrder.put(table.name(), below == null ? own : own.notBefore(below.committedAt()));
    }
    return List.copyOf(inOrder.values());
  }

  /** The pieces of merged tables that got rows. */
  Map<TableDefinition, List<Row>> grown() {
    return Map.copyOf(grown);
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

  private String source() {
    return tables.get(0).upstream();
  }

  private List<TableDefinition> readersOf(String upstream) {
    return tables.stream().filter(table -> table.upstream().equals(upstream)).toList();
  }

  private void writeReadersOf(String upstream, Dataset<Row> rows, long count) {
    Parallel.run(
        readersOf(upstream).stream()
            .<Runnable>map(table -> () -> workOn(table, rows, count))
            .toList());
  }

  private void workOn(TableDefinition table, Dataset<Row> upstream, long rowsIn) {
    Instant start = Instant.now();
    TableBatch batch = batch(table, upstream, taken.offered().getOrDefault(table.name(), rowsIn));
    Duration computing = Duration.between(start, Instant.now());
    Parallel.run(
        List.of(
            () -> write(batch, rowsIn, computing),
            () -> writeReadersOf(table.name(), batch.rows(), batch.kept())));
  }

  private TableBatch batch(TableDefinition table, Dataset<Row> upstream, long offered) {
    if (offered == 0) {
      return TableBatch.none(table, upstream);
    }
    Optional<Column> measure = observer.measure(table);
    boolean validates = !table.expectations().isEmpty();
    if (!validates && table.transform().isEmpty() && measure.isEmpty()) {
      return TableBatch.all(table, table.rowsFrom(upstream), offered);
    }
    Dataset<Row> rows = validates ? table.validatedFrom(upstream) : table.rowsFrom(upstream);
    if (validates || table.writeMode() instanceof WriteMode.Merge) {
      rows = keep(rows);
    }
    ValidatedRows validated = new ValidatedRows(table, rows, measure);
    measure.ifPresent(column -> measured.put(table.name(), validated.measured()));
    return validated.batch();
  }

  private void write(TableBatch batch, long rowsIn, Duration computing) {
    Instant start = Instant.now();
    batch.write(writer);
    TableDefinition table = batch.table();
    grown.put(table, batch.grown());
    Instant now = Instant.now();
    commits.put(
        table.name(),
        new TableCommit(
            table.name(),
            now,
            computing.plus(Duration.between(start, now)),
            rowsIn,
            batch.kept(),
            batch.droppedCount(),
            table.quarantine().isPresent() ? batch.droppedCount() : 0,
            batch.expectations()));
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
