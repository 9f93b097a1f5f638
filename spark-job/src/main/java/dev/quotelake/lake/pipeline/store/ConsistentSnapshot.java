// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.quotelake.lake.pipeline.batch.EventLog;
import dev.quotelake.lake.pipeline.repair.Requeue;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The lake as it was between two micro-batches: with what those batches wrote that are in the event
 * log, which each batch writes last, and with nothing of a batch that is under way.
 *
 * <p>How far a table has read cannot be told from its own history: a batch that gave it no rows
 * leaves no commit there. The event log knows every batch.
 */
public final class ConsistentSnapshot {

  private final SparkSession spark;
  private final Tables tables;
  private final Graph graph;
  private final Dataset<Row> log;
  private final Map<String, Long> batches = new HashMap<>();
  private final Map<String, Set<String>> flowsOf = new HashMap<>();

  private ConsistentSnapshot(SparkSession spark, Tables tables, Graph graph, Dataset<Row> log) {
    this.spark = spark;
    this.tables = tables;
    this.graph = graph;
    this.log = log;
    log.groupBy("flow")
        .agg(max("batch"), collect_set("table"))
        .collectAsList()
        .forEach(row -> add(row.getString(0), row.getLong(1), row.getList(2)));
  }

  private void add(String flow, long batch, List<String> names) {
    batches.put(flow, batch);
    names.forEach(name -> flowsOf.computeIfAbsent(name, key -> new HashSet<>()).add(flow));
  }

  /** The newest there is. */
  public static ConsistentSnapshot newest(SparkSession spark, Tables tables, Graph graph) {
    long version = TableHistory.newestVersion(spark, tables, EventLog.definition());
    return new ConsistentSnapshot(
        spark, tables, graph, tables.readAt(spark, EventLog.NAME, version));
  }

  /** The event log. */
  public Dataset<Row> log() {
    return log;
  }

  /** The rows of a stored table. */
  public Dataset<Row> rows(TableDefinition stored) {
    long version = TableHistory.of(spark, tables, stored).versionAt(batches);
    return tables.readAt(spark, stored.storedName(), version);
  }

  /** Whether all that a table holds came with batches that are done. */
  boolean isAfterAll(TableHistory history) {
    return history.newestBatches().entrySet().stream()
        .allMatch(newest -> newest.getValue() <= batches.getOrDefault(newest.getKey(), -1L));
  }

  /** Whether any batch was offered to the table or to one that reads the same. */
  public boolean hasBegun(TableDefinition table) {
    return !readersOf(table.upstream()).isEmpty();
  }

  /**
   * The rows of its upstream that a table has read. One flow takes a batch through both, so they
   * are those of the same batches. Where the flow is cut between the two, they are read as a stream
   * that is behind, and the event log tells up to which record of each partition.
   */
  public Dataset<Row> readBy(TableDefinition table) {
    Dataset<Row> rows = rows(graph.table(table.upstream()));
    Set<String> readers = readersOf(table.upstream());
    Set<String> writers = flowsOf.getOrDefault(table.upstream(), Set.of());
    if (readers.isEmpty()) {
      return rows.where(lit(false));
    }
    return Collections.disjoint(readers, writers) ? upTo(readers, rows) : rows;
  }

  private Set<String> readersOf(String upstream) {
    Set<String> flows = new HashSet<>();
    for (TableDefinition reader : graph.readersOf(upstream)) {
      flows.addAll(flowsOf.getOrDefault(reader.name(), Set.of()));
    }
    flows.removeIf(Requeue::isFlow);
    return flows;
  }

  private Dataset<Row> upTo(Set<String> readers, Dataset<Row> rows) {
    Dataset<Row> ends =
        log.where(col("flow").isin(readers.toArray()))
            .select(explode(col("offsets")).as("read"))
            .groupBy(col("read.topic").as("read_topic"), col("read.partition").as("read_partition"))
            .agg(max(col("read.until")).as("read_until"));
    return rows.join(
        broadcast(ends),
        col(HubRecords.TOPIC)
            .equalTo(col("read_topic"))
            .and(col(HubRecords.PARTITION).equalTo(col("read_partition")))
            .and(col(HubRecords.OFFSET).lt(col("read_until"))),
        "left_semi");
  }
}
