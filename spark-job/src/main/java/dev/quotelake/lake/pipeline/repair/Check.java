// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import dev.quotelake.lake.source.DuplicateMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
  public record Answer(String promise, boolean kept, String detail) {

    @Override
    public String toString() {
      return "%-6s %s: %s".formatted(kept ? "ok" : "BROKEN", promise, detail);
    }
  }

  private final Graph graph;
  private final DuplicateMarks marks;
  private final Optional<BatchId> done;
  private final ConsistentSnapshot snapshot;

  /** Chooses the snapshot: the newest micro-batch of which all is written. */
  public Check(Tables tables, Graph graph, DuplicateMarks marks) {
    this.graph = graph;
    this.marks = marks;
    this.done = Checkpoint.newestDone(tables);
    this.snapshot = ConsistentSnapshot.newest(tables, graph);
  }

  /** Asks everything. */
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (TableDefinition table : graph.tables()) {
      if (table.upstream().equals(TableDefinition.HUB)) {
        answers.add(onceEach(table));
      } else {
        answers.addAll(equalsRecomputation(table));
      }
    }
    answers.addAll(new LogCheck(graph, snapshot, done).answers());
    return answers;
  }

  /** A hub that was created anew uses its offsets again, for records appended at other times. */
  private Answer onceEach(TableDefinition table) {
    Dataset<Row> rows = snapshot.rows(table);
    long all = rows.count();
    long records = rows.select("partition", "offset", "appended_at").distinct().count();
    return new Answer(
        table.name() + " holds every record once",
        all == records,
        all + " rows, " + records + " records");
  }

  private List<Answer> equalsRecomputation(TableDefinition table) {
    Dataset<Row> marked = snapshot.readBy(table, marks);
    Dataset<Row> validated = table.validatedFrom(marked);
    Answer own = same(table, validated.where(Validation.kept()));
    return table
        .quarantine()
        .map(
            quarantine ->
                List.of(
                    allAccountedFor(table, quarantine, marked),
                    own,
                    same(quarantine, validated.where(not(Validation.kept())))))
        .orElse(List.of(own));
  }

  private Answer allAccountedFor(
      TableDefinition table, TableDefinition quarantine, Dataset<Row> read) {
    Column repeats = table.readsMarks() ? col(DuplicateMarks.DUPLICATE) : lit(false);
    Row counts = read.agg(count(lit(1)), count_if(repeats)).head();
    long all = counts.getLong(0);
    long duplicates = counts.getLong(1);
    long rows = snapshot.rows(table).count();
    long aside = snapshot.rows(quarantine).count();
    return new Answer(
        "%s = %s + %s + duplicates".formatted(table.upstream(), table.name(), quarantine.name()),
        all == rows + aside + duplicates,
        "%d = %d + %d + %d".formatted(all, rows, aside, duplicates));
  }

  private Answer same(TableDefinition table, Dataset<Row> recomputed) {
    Dataset<Row> held = table.asDefined(snapshot.rows(table));
    Dataset<Row> stored = table.storedColumnsOf(PartialAggregates.combined(table, held));
    Dataset<Row> fresh = table.storedColumnsOf(PartialAggregates.combined(table, recomputed));
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
}
