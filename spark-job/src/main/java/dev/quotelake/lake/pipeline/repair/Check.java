// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;

import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.StoredColumns;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import dev.quotelake.lake.source.DuplicateMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Proves on the stored tables what the lake promises. It looks at all tables as they were after one
 * and the same micro-batch of their flow, so it can be asked while the job runs.
 */
public final class Check {

  private static final String SURPLUS = "surplus";

  /**
   * The answer to one question.
   *
   * @param promise what is promised
   * @param kept whether it holds
   * @param detail the numbers
   */
  public record Answer(String promise, boolean kept, String detail) {}

  private final Graph graph;
  private final DuplicateMarks marks;
  private final ConsistentSnapshot moment;

  /** Chooses the moment: the newest micro-batch of which all is written. */
  public Check(SparkSession spark, Tables tables, Graph graph, DuplicateMarks marks) {
    this.graph = graph;
    this.marks = marks;
    this.moment = ConsistentSnapshot.newest(spark, tables, graph);
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

  /** A hub that was created anew uses its offsets again, for records appended at other times. */
  private Answer onceEach(TableDefinition table) {
    Dataset<Row> rows = moment.rows(table);
    long all = rows.count();
    long records = rows.select("partition", "offset", "appended_at").distinct().count();
    return new Answer(
        table.name() + " holds every record once",
        all == records,
        all + " rows, " + records + " records");
  }

  private List<Answer> judgedExactly(TableDefinition table) {
    TableDefinition quarantine = table.quarantine().orElseThrow();
    Dataset<Row> read = moment.readBy(table);
    Dataset<Row> marked = table.readsMarks() ? marks.on(read) : DuplicateMarks.none(read);
    Row counts = marked.agg(count(lit(1)), count_if(col(DuplicateMarks.DUPLICATE))).head();
    long all = counts.getLong(0);
    long duplicates = counts.getLong(1);
    long rows = moment.rows(table).count();
    long aside = moment.rows(quarantine).count();
    Dataset<Row> judged = new Validation(table.expectations()).on(table.rowsFrom(marked));
    return List.of(
        new Answer(
            "%s = %s + %s + duplicates"
                .formatted(table.upstream(), table.name(), quarantine.name()),
            all == rows + aside + duplicates,
            "%d = %d + %d + %d".formatted(all, rows, aside, duplicates)),
        same(table, judged.where(Validation.KEPT)),
        same(quarantine, judged.where("not " + Validation.KEPT)));
  }

  private Answer equalsRecomputation(TableDefinition table) {
    return same(table, table.rowsFrom(moment.readBy(table)));
  }

  private Answer same(TableDefinition table, Dataset<Row> recomputed) {
    Dataset<Row> stored =
        StoredColumns.of(PartialAggregates.combined(table, moment.rows(table)), table);
    Dataset<Row> fresh = StoredColumns.of(PartialAggregates.combined(table, recomputed), table);
    Column[] columns = Stream.of(stored.columns()).map(name -> col(name)).toArray(Column[]::new);
    Row difference =
        stored
            .withColumn(SURPLUS, lit(1L))
            .union(fresh.withColumn(SURPLUS, lit(-1L)))
            .groupBy(columns)
            .agg(sum(SURPLUS).as(SURPLUS))
            .agg(
                coalesce(sum(greatest(negate(col(SURPLUS)), lit(0L))), lit(0L)),
                coalesce(sum(greatest(col(SURPLUS), lit(0L))), lit(0L)))
            .head();
    long missing = difference.getLong(0);
    long surplus = difference.getLong(1);
    return new Answer(
        table.name() + " equals its recomputation",
        missing == 0 && surplus == 0,
        "%d rows missing, %d too many".formatted(missing, surplus));
  }

  private Answer eventLogAddsUp() {
    long logged =
        moment
            .log()
            .where(col("table").isin(hubTables()))
            .agg(coalesce(sum("rows_out"), lit(0L)))
            .head()
            .getLong(0);
    long stored =
        graph.readersOf(TableDefinition.HUB).stream()
            .mapToLong(table -> moment.rows(table).count())
            .sum();
    return new Answer(
        "event_log counts every record of the hub",
        logged == stored,
        "%d logged, %d stored".formatted(logged, stored));
  }

  private Object[] hubTables() {
    return graph.readersOf(TableDefinition.HUB).stream().map(TableDefinition::name).toArray();
  }
}
