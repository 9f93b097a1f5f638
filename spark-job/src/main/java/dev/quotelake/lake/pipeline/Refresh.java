// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.source.DuplicateMarks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Builds tables anew from the tables they read, back to bronze, which is never touched. Each stored
 * table changes in one commit, so readers see the old rows until the new ones are complete, and
 * only if nobody wrote to it since the rows were chosen.
 */
public final class Refresh {

  private static final int MOST_ATTEMPTS = 20;

  private final SparkSession spark;
  private final Tables tables;
  private final Graph graph;
  private final DuplicateMarks marks;

  /** Makes it for the tables of a graph. */
  public Refresh(SparkSession spark, Tables tables, Graph graph, DuplicateMarks marks) {
    this.spark = spark;
    this.tables = tables;
    this.graph = graph;
    this.marks = marks;
  }

  /**
   * Builds a table anew.
   *
   * @param downstream also all tables that read it, directly or not
   * @return the names of the tables that were built, in order
   */
  public List<String> table(String name, boolean downstream) {
    TableDefinition first = graph.table(name);
    if (first.upstream().equals(TableDefinition.HUB)) {
      throw new PipelineException(
          "Table %s comes straight from the hub, which forgets: it cannot be built anew. The tables above it can."
              .formatted(name));
    }
    List<TableDefinition> chosen = downstream ? withDownstream(first) : List.of(first);
    new Pause(spark, tables, Clock.systemUTC())
        .during(() -> chosen.forEach(table -> rebuild(table)));
    return chosen.stream().map(TableDefinition::name).toList();
  }

  private List<TableDefinition> withDownstream(TableDefinition first) {
    List<TableDefinition> chosen = new ArrayList<>(List.of(first));
    for (TableDefinition table : graph.tables()) {
      if (chosen.stream().anyMatch(upper -> upper.name().equals(table.upstream()))) {
        chosen.add(table);
      }
    }
    return chosen;
  }

  private void rebuild(TableDefinition table) {
    if (table.quarantine().isPresent()) {
      replace(table.quarantine().get(), table, judged -> judged.where("not " + Judgement.KEPT));
    }
    replace(table, table, judged -> judged.where(Judgement.KEPT));
  }

  private void replace(
      TableDefinition stored, TableDefinition table, Function<Dataset<Row>, Dataset<Row>> share) {
    for (int attempt = 1; ; attempt++) {
      try {
        replaceOnce(stored, table, share);
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new PipelineException(
              "Table %s is written to all the time; %d attempts to replace it failed. Stop the job and try again."
                  .formatted(stored.storedName(), attempt));
        }
      }
    }
  }

  private void replaceOnce(
      TableDefinition stored, TableDefinition table, Function<Dataset<Row>, Dataset<Row>> share) {
    TableHistory history = TableHistory.of(spark, tables, stored);
    TableDefinition upstream = graph.table(table.upstream());
    long upstreamVersion =
        TableHistory.of(spark, tables, upstream)
            .versionAt(TableHistory.of(spark, tables, table).newestBatches())
            .orElseThrow(
                () ->
                    new PipelineException(
                        "Table %s is more than 2,000 commits behind %s: let the job catch up first."
                            .formatted(table.name(), upstream.name())));
    Dataset<Row> rows = tables.readAt(spark, upstream.storedName(), upstreamVersion);
    if (table.readsMarks()) {
      rows = marks.on(rows);
    }
    Dataset<Row> judged = new Judgement(table.expectations()).on(table.rowsFrom(rows));
    Dataset<Row> fresh = StoredColumns.of(share.apply(judged), stored);
    tables.save(
        fresh
            .unionByName(unmoved(stored, history.newestVersion(), fresh))
            .write()
            .format("delta")
            .mode("overwrite"),
        stored.storedName());
  }

  private Dataset<Row> unmoved(TableDefinition stored, long version, Dataset<Row> like) {
    Unmoved check =
        new Unmoved(
            spark.sparkContext(),
            () -> TableHistory.of(spark, tables, stored).newestVersion(),
            version);
    return spark.createDataFrame(check, like.schema());
  }
}
