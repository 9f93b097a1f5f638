// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lake as it was between two micro-batches: with what those batches wrote that are in the event
 * log, which each batch writes last, and with nothing of a batch that is under way.
 *
 * <p>How far a table has read cannot be told from its own history: a batch that gave it no rows
 * leaves no commit there. The event log knows every batch.
 */
public final class ConsistentSnapshot {

  private final Tables tables;
  private final Graph graph;
  private final Dataset<Row> log;
  private final Map<String, Long> batches = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  private ConsistentSnapshot(Tables tables, Graph graph, Dataset<Row> log) {
    this.tables = tables;
    this.graph = graph;
    this.log = log;
    for (Row flow :
        log.where(col("flow").isNotNull())
            .groupBy("flow")
            .agg(max("batch"), collect_set("table"))
            .collectAsList()) {
      batches.put(flow.getString(0), flow.getLong(1));
      if (!BatchId.isRequeue(flow.getString(0))) {
        begun.addAll(flow.getList(2));
      }
    }
  }

  /** The newest there is. */
  public static ConsistentSnapshot newest(Tables tables, Graph graph) {
    TableDefinition log = EventLog.definition();
    return new ConsistentSnapshot(
        tables, graph, read(tables, log, TableHistory.newestVersion(tables, log)));
  }

  /** The newest batch of a flow that is done; -1 if there is none. */
  public long newestBatch(String flow) {
    return batches.getOrDefault(flow, -1L);
  }

  /** Whether any batch gave rows to a table or to its quarantine. */
  boolean hasFilled(TableDefinition table) {
    return !log.where(col("table").equalTo(table.name()))
        .where("rows_out + rows_quarantined > 0")
        .isEmpty();
  }

  /** What the event log says of micro-batches; a requeue is none. */
  public Dataset<Row> microBatches() {
    return log.where(col("flow").isNotNull().and(not(col("flow").startsWith(BatchId.REQUEUE))));
  }

  public Dataset<Row> log() {
    return log;
  }

  /**
   * The rows of a stored table.
   *
   * @throws PipelineException if there is no such table, or it lacks columns it is defined with
   */
  public Dataset<Row> rows(TableDefinition stored) {
    if (!tables.exists(stored.storedName())) {
      throw new PipelineException(
          "Table %s is defined, but not there. Start the job, which makes new tables and says what to do about one that is gone."
              .formatted(stored.storedName()));
    }
    return read(tables, stored, TableHistory.of(tables, stored).versionAt(batches));
  }

  private static Dataset<Row> read(Tables tables, TableDefinition stored, long version) {
    Dataset<Row> rows = tables.readAt(stored.storedName(), version);
    Schemas.refuseOlder(stored, rows.schema());
    return rows;
  }

  /** Whether all that a table holds came with batches that are done. */
  boolean isAfterAll(TableHistory history) {
    return history.newestBatches().entrySet().stream()
        .allMatch(newest -> newest.getValue() <= batches.getOrDefault(newest.getKey(), -1L));
  }

  /** Whether any batch was offered to the table or to one that reads the same. */
  public boolean hasBegun(TableDefinition table) {
    return graph.readersOf(table.upstream()).stream()
        .anyMatch(reader -> begun.contains(reader.name()));
  }

  /**
   * The rows of its upstream that a table has read, marked as the stream marked them: the same
   * batches go through both.
   *
   * @param days rows that cannot be of these days may be missing
   */
  public Dataset<Row> readBy(TableDefinition table, DuplicateMarks marks, TradingDates days) {
    TableDefinition upstream = graph.table(table.upstream());
    Dataset<Row> rows = days.readable(upstream, rows(upstream));
    Dataset<Row> read = hasBegun(table) ? rows : rows.where(lit(false));
    return table.readsMarks() ? marks.on(read) : read;
  }
}
