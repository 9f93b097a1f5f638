// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static dev.quotelake.lake.source.HubRecords.APPENDED_AT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.pipeline.store.Attempts;
import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.store.FirstDay;
import dev.quotelake.lake.pipeline.store.Pause;
import dev.quotelake.lake.pipeline.store.Replacement;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes old trading days out of all tables, so that what is left is a lake that begins later.
 *
 * <p>A record goes from bronze and from the quarantine when its trading day is old and the hub got
 * it before the first day that stays; one that came later stays there, its quote does not. {@code
 * check} and {@code refresh} go from the first day that stays, from the moment on at which this
 * begins. One that is cut short is finished by the next.
 */
public final class Expiry {

  private final Tables tables;
  private final Graph graph;

  public Expiry(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
  }

  /**
   * Takes out what is older than a day, while running flows wait.
   *
   * @param first the first trading day that stays
   * @return a line about each table
   */
  public List<String> before(LocalDate first) {
    FirstDay kept = new FirstDay(tables);
    if (kept.read().filter(day -> day.isAfter(first)).isPresent()) {
      throw new PipelineException(
          "The days before %s are gone already; give an --older-than that reaches further."
              .formatted(kept.read().get()));
    }
    List<String> lines = new ArrayList<>();
    new Pause(tables, Clock.systemUTC())
        .during(
            () -> {
              Attempts.until(
                  "Old days could not be taken out",
                  Attempts.MOST,
                  () -> {
                    ConsistentSnapshot snapshot = whole(kept);
                    kept.begin(first);
                    lines.clear();
                    lines.addAll(expire(snapshot, first));
                  });
              Attempts.until(
                  "Old rows could not be taken out of the event log",
                  Attempts.MOST,
                  () -> new ExpiredLog(tables, graph).before(first));
              kept.end();
            });
    return lines;
  }

  /** What is missing in the event log must be seen before the counts begin anew. */
  private ConsistentSnapshot whole(FirstDay kept) {
    ConsistentSnapshot snapshot = ConsistentSnapshot.newest(tables, graph);
    graph.stored().forEach(table -> new Replacement(tables, table).refuseWithin(snapshot));
    if (!kept.isUnfinished()) {
      new LogCheck(graph, snapshot, Optional.empty())
          .answers().stream().filter(answer -> !answer.kept()).forEach(Expiry::refuse);
    }
    return snapshot;
  }

  private static void refuse(Check.Answer broken) {
    throw new PipelineException(
        "Nothing is taken out of a lake that does not add up, see check: " + broken);
  }

  private List<String> expire(ConsistentSnapshot snapshot, LocalDate first) {
    List<String> lines = new ArrayList<>();
    for (TableDefinition table : graph.tables()) {
      table.day().ifPresent(day -> lines.add(delete(table, expr(day).lt(lit(first)))));
    }
    for (TableDefinition table : graph.tables()) {
      if (table.quarantine().isPresent()) {
        lines.addAll(expireRecords(table, snapshot, first));
      }
    }
    graph.readersOf(TableDefinition.HUB).stream()
        .filter(table -> table.day().isEmpty() && graph.readersOf(table.name()).isEmpty())
        .forEach(table -> lines.add(delete(table, appendedBefore(first, APPENDED_AT))));
    return lines;
  }

  private String delete(TableDefinition table, Column old) {
    return gone(table, () -> tables.open(table.storedName()).delete(old));
  }

  /** The records of the table below, and those that the table did not take. */
  private List<String> expireRecords(
      TableDefinition table, ConsistentSnapshot snapshot, LocalDate first) {
    TradingDates old = new TradingDates(Optional.empty(), Optional.of(first.minusDays(1)));
    TableDefinition upstream = graph.table(table.upstream());
    Dataset<Row> before = snapshot.rows(upstream).where(appendedBefore(first, APPENDED_AT));
    Dataset<Row> records =
        old.of(table, table.transformed(Quarantined.records(before)))
            .selectExpr(Quarantined.RECORD)
            .distinct();
    List<String> lines = new ArrayList<>();
    for (TableDefinition stored : List.of(table.quarantine().orElseThrow(), upstream)) {
      lines.add(
          gone(
              stored,
              () ->
                  tables
                      .open(stored.storedName())
                      .as("stored")
                      .merge(
                          records.as("old"),
                          same("stored", "old").and(appendedBefore(first, "stored." + APPENDED_AT)))
                      .whenMatched()
                      .delete()
                      .execute()));
    }
    return lines;
  }

  private static Column appendedBefore(LocalDate first, String appendedAt) {
    return col(appendedAt).lt(lit(first).cast("timestamp"));
  }

  private static Column same(String one, String other) {
    return Stream.of(Quarantined.RECORD)
        .map(name -> col(one + "." + name).equalTo(col(other + "." + name)))
        .reduce(Column::and)
        .orElseThrow();
  }

  /** Lets rows go, and says how many: the commit tells, and where none went there is none. */
  private String gone(TableDefinition table, Runnable deletion) {
    long before = newestCommit(table).getLong(0);
    deletion.run();
    Row after = newestCommit(table);
    return "%s: %s rows are gone"
        .formatted(table.storedName(), after.getLong(0) == before ? "0" : after.getString(1));
  }

  private Row newestCommit(TableDefinition table) {
    String deleted =
        "coalesce(operationMetrics['numTargetRowsDeleted'], operationMetrics['numDeletedRows'],"
            + " 'some')";
    return tables.open(table.storedName()).history(1).selectExpr("version", deleted).head();
  }
}
