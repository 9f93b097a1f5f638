// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.pipeline.batch.Operation;
import dev.quotelake.lake.pipeline.store.Attempts;
import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.store.FirstDay;
import dev.quotelake.lake.pipeline.store.Pause;
import dev.quotelake.lake.pipeline.store.Replacement;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import dev.quotelake.lake.source.DuplicateMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Builds tables anew from the tables they read, back to bronze, which is never touched. Each stored
 * table changes in one commit, so readers see the old rows until the new ones are complete, and
 * only if nobody wrote to it since the rows were chosen.
 *
 * <p>Duplicates are marked as a stream marks them, with the same window, over all records at once:
 * the one that was appended first stays.
 *
 * <p>A table and its quarantine cannot change in one commit. The quarantine gets the rows that are
 * new to it first and loses those that left it last, so wherever a refresh is cut short, no row is
 * in neither; some may be in both until it is run again, which is all it takes.
 */
public final class Refresh {

  private final Tables tables;
  private final Graph graph;
  private final DuplicateMarks marks;
  private final int mostAttempts;

  /** Makes it for the tables of a graph, with the marks their streams make. */
  public Refresh(Tables tables, Graph graph, DuplicateMarks marks) {
    this(tables, graph, marks, Attempts.MOST);
  }

  Refresh(Tables tables, Graph graph, DuplicateMarks marks, int mostAttempts) {
    this.tables = tables;
    this.graph = graph;
    this.marks = marks;
    this.mostAttempts = mostAttempts;
  }

  /**
   * Builds a table anew.
   *
   * @param downstream also all tables that read it, directly or not
   * @return the names of the tables that were built, in order
   */
  public List<String> table(String name, boolean downstream) {
    return table(name, downstream, TradingDates.ALL);
  }

  /**
   * Builds the rows of some days anew; a table that shows the latest of many days, as a whole.
   *
   * @param downstream also all tables that read it, directly or not
   * @return the names of the tables that were built, in order
   */
  public List<String> table(String name, boolean downstream, TradingDates days) {
    TableDefinition first = graph.table(name);
    if (first.upstream().equals(TableDefinition.HUB)) {
      throw new PipelineException(
          "Table %s comes straight from the hub, which forgets: it cannot be built anew. The tables above it can."
              .formatted(name));
    }
    new Schemas(tables).refuseOtherTransforms(graph);
    TradingDates confined = new FirstDay(tables).confine(days);
    List<TableDefinition> chosen = downstream ? graph.withDownstream(first) : List.of(first);
    new Pause(tables, Clock.systemUTC())
        .during(
            () -> {
              refuseWithinRequeue();
              chosen.forEach(
                  each -> rebuild(each, each.hasDayColumn() ? confined : TradingDates.ALL));
            });
    return chosen.stream().map(TableDefinition::name).toList();
  }

  private void refuseWithinRequeue() {
    for (TableDefinition stored : graph.stored()) {
      if (Requeue.isUnfinished(tables, stored)) {
        throw new PipelineException(
            "A requeue from %s was cut short, and what it has set aside would come twice after a refresh. Run requeue, which finishes it, and then refresh."
                .formatted(stored.storedName()));
      }
    }
  }

  private void rebuild(TableDefinition table, TradingDates days) {
    Instant start = Instant.now();
    Attempts.until(
        "Table %s could not be built anew".formatted(table.name()),
        mostAttempts,
        () -> rebuildOnce(table, days));
    Operation.REFRESH.log(tables, table, start, days.toString());
  }

  private void rebuildOnce(TableDefinition table, TradingDates days) {
    ConsistentSnapshot snapshot = ConsistentSnapshot.newest(tables, graph);
    Dataset<Row> validated = days.of(table, validated(table, snapshot, days));
    new Schemas(tables).prepare(table.stored());
    Replacement own = new Replacement(tables, table);
    Optional<Replacement> quarantine =
        table.quarantine().map(stored -> new Replacement(tables, stored));
    own.refuseWithin(snapshot);
    quarantine.ifPresent(stored -> stored.refuseWithin(snapshot));
    Dataset<Row> dropped = validated.where(not(Validation.kept()));
    quarantine.ifPresent(
        stored -> stored.with(stored.rows().unionByName(without(dropped, stored.rows()), true)));
    own.with(validated.where(Validation.kept()), days);
    quarantine.ifPresent(
        stored ->
            stored.with(
                days.isAll()
                    ? dropped
                    : without(stored.rows(), validated).unionByName(dropped, true)));
  }

  private Dataset<Row> validated(
      TableDefinition table, ConsistentSnapshot snapshot, TradingDates days) {
    if (!snapshot.hasBegun(table)) {
      throw new PipelineException(
          "No batch has come to table %s or to any that reads %s too, so what it should hold by now is not known. Run the job with it first, then refresh."
              .formatted(table.name(), table.upstream()));
    }
    return table.validatedFrom(snapshot.readBy(table, marks, days));
  }

  private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> records) {
    return rows.join(records.selectExpr(Quarantined.RECORD), Quarantined.RECORD, "left_anti");
  }
}
