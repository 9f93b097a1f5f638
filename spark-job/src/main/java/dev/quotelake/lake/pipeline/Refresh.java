// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Builds tables anew from the tables they read. Each stored table changes in one commit, so readers
 * see the old rows until the new ones are complete, and only if nobody wrote to it since the rows
 * were chosen. A table with a quarantine beside it is refused: the two would have to change
 * together.
 */
public final class Refresh {

  private static final int MOST_ATTEMPTS = 20;

  private final SparkSession spark;
  private final Tables tables;
  private final Graph graph;

  /** Makes it for the tables of a graph. */
  public Refresh(SparkSession spark, Tables tables, Graph graph) {
    this.spark = spark;
    this.tables = tables;
    this.graph = graph;
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
    chosen.forEach(Refresh::refuseJudged);
    new Pause(spark, tables, Clock.systemUTC()).during(() -> chosen.forEach(this::replace));
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

  private static void refuseJudged(TableDefinition table) {
    table
        .quarantine()
        .ifPresent(
            quarantine -> {
              throw new PipelineException(
                  "Table %s has %s beside it, and the two can't be built anew together yet. Refresh the tables that read it."
                      .formatted(table.name(), quarantine.name()));
            });
  }

  private void replace(TableDefinition table) {
    for (int attempt = 1; ; attempt++) {
      try {
        replaceOnce(table);
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new PipelineException(
              "Table %s is written to all the time; %d attempts to replace it failed. Stop the job and try again."
                  .formatted(table.storedName(), attempt));
        }
      }
    }
  }

  private void replaceOnce(TableDefinition table) {
    TableHistory history = TableHistory.of(spark, tables, table);
    TableDefinition upstream = graph.table(table.upstream());
    long upstreamVersion =
        TableHistory.of(spark, tables, upstream)
            .versionAt(history.newestBatches())
            .orElseThrow(
                () ->
                    new PipelineException(
                        "Table %s is more than 2,000 commits behind %s: let the job catch up first."
                            .formatted(table.name(), upstream.name())));
    Dataset<Row> rows = tables.readAt(spark, upstream.storedName(), upstreamVersion);
    Dataset<Row> judged =
        new Judgement(table.expectations()).on(table.rowsFrom(rows)).where(Judgement.KEPT);
    Dataset<Row> fresh = StoredColumns.of(judged, table);
    tables.save(
        fresh
            .unionByName(unmoved(table, history.newestVersion(), fresh))
            .write()
            .format("delta")
            .mode("overwrite"),
        table.storedName());
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
