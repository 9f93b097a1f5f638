// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.source.DuplicateMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Proves on the stored tables what the lake promises. It looks at all tables as they were after one
 * and the same micro-batch, so it can be asked while the job runs as one flow.
 */
public final class Check {

  /**
   * The answer to one question.
   *
   * @param promise what is promised
   * @param kept whether it holds
   * @param detail the numbers
   */
  public record Answer(String promise, boolean kept, String detail) {}

  private final SparkSession spark;
  private final Tables tables;
  private final Graph graph;
  private final DuplicateMarks marks;
  private final Map<String, Long> batches;

  /** Chooses the moment: the newest micro-batch of which all is written. */
  public Check(SparkSession spark, Tables tables, Graph graph, DuplicateMarks marks) {
    this.spark = spark;
    this.tables = tables;
    this.graph = graph;
    this.marks = marks;
    this.batches = TableHistory.of(spark, tables, EventLog.definition()).newestBatches();
  }

  /** Asks everything. */
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (TableDefinition table : graph.tables()) {
      if (table.upstream().equals(TableDefinition.HUB)) {
        answers.add(onceEach(table));
      } else if (table.quarantine().isPresent()) {
        answers.addAll(judgedExactly(table));
      } else {
        answers.add(equalsRecomputation(table));
      }
    }
    answers.add(eventLogAddsUp());
    return answers;
  }

  private Answer onceEach(TableDefinition table) {
    Dataset<Row> rows = then(table);
    long all = rows.count();
    long records = rows.select("partition", "offset").distinct().count();
    return new Answer(
        table.name() + " holds every record once",
        all == records,
        all + " rows, " + records + " records");
  }

  private List<Answer> judgedExactly(TableDefinition table) {
    TableDefinition quarantine = table.quarantine().orElseThrow();
    Dataset<Row> upstream = then(graph.table(table.upstream()));
    Dataset<Row> marked = table.readsMarks() ? marks.on(upstream) : upstream;
    Dataset<Row> judged = new Judgement(table.expectations()).on(table.rowsFrom(marked));
    long rows = then(table).count();
    long aside = then(quarantine).count();
    long duplicates = table.readsMarks() ? marked.where(col(DuplicateMarks.DUPLICATE)).count() : 0;
    long all = upstream.count();
    return List.of(
        new Answer(
            "%s = %s + %s + duplicates"
                .formatted(table.upstream(), table.name(), quarantine.name()),
            all == rows + aside + duplicates,
            "%d = %d + %d + %d".formatted(all, rows, aside, duplicates)),
        same(table, judged.where(Judgement.KEPT)),
        same(quarantine, judged.where("not " + Judgement.KEPT)));
  }

  private Answer equalsRecomputation(TableDefinition table) {
    return same(table, table.rowsFrom(then(graph.table(table.upstream()))));
  }

  private Answer same(TableDefinition table, Dataset<Row> recomputed) {
    Dataset<Row> stored = StoredColumns.of(then(table), table);
    Dataset<Row> fresh = StoredColumns.of(recomputed, table);
    long missing = fresh.exceptAll(stored).count();
    long surplus = stored.exceptAll(fresh).count();
    return new Answer(
        table.name() + " equals its recomputation",
        missing == 0 && surplus == 0,
        "%d rows missing, %d too many".formatted(missing, surplus));
  }

  private Answer eventLogAddsUp() {
    long logged =
        then(EventLog.definition())
            .where(col("table").isin(hubTables()))
            .agg(functions.coalesce(functions.sum("rows_out"), functions.lit(0L)))
            .head()
            .getLong(0);
    long stored =
        graph.readersOf(TableDefinition.HUB).stream().mapToLong(table -> then(table).count()).sum();
    return new Answer(
        "event_log counts every record of the hub",
        logged == stored,
        "%d logged, %d stored".formatted(logged, stored));
  }

  private Object[] hubTables() {
    return graph.readersOf(TableDefinition.HUB).stream().map(TableDefinition::name).toArray();
  }

  private Dataset<Row> then(TableDefinition table) {
    long version =
        TableHistory.of(spark, tables, table)
            .versionAt(batches)
            .orElseThrow(
                () ->
                    new PipelineException(
                        "Table %s moved on by more than 2,000 commits while it was looked at. Try again when the job is less busy."
                            .formatted(table.storedName())));
    return tables.readAt(spark, table.storedName(), version);
  }
}
