// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.store.FirstDay;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import dev.quotelake.lake.pipeline.table.ViewDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Proves on the stored tables what the lake promises. It looks at all tables as they were after one
 * and the same micro-batch of their flow, so it can be asked while the job runs.
 */
public final class Check {

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

  private final Tables tables;
  private final Graph graph;
  private final DuplicateMarks marks;
  private final TradingDates days;
  private final Optional<BatchId> done;
  private final ConsistentSnapshot snapshot;

  /** Of all days. */
  public Check(Tables tables, Graph graph, DuplicateMarks marks) {
    this(tables, graph, marks, TradingDates.ALL);
  }

  /** Chooses the snapshot: the newest micro-batch of which all is written. */
  public Check(Tables tables, Graph graph, DuplicateMarks marks, TradingDates days) {
    this.tables = tables;
    this.graph = graph;
    this.marks = marks;
    this.days = new FirstDay(tables).confine(days);
    this.done = Checkpoint.newestDone(tables);
    this.snapshot = ConsistentSnapshot.newest(tables, graph);
  }

  /** Asks everything, one question after another, each when its answer is wanted. */
  public Stream<Answer> answers() {
    return Stream.<Supplier<Stream<Answer>>>of(
            () -> graph.tables().stream().flatMap(this::answers),
            () -> asked(EventLog.NAME, () -> new LogCheck(graph, snapshot, done).answers()),
            this::reports)
        .flatMap(Supplier::get);
  }

  private Stream<Answer> answers(TableDefinition table) {
    return asked(
        table.name(),
        () ->
            table.upstream().equals(TableDefinition.HUB)
                ? List.of(onceEach(table))
                : equalsRecomputation(table));
  }

  /** What cannot be answered breaks a promise too, and is no hindrance for what comes after it. */
  private Stream<Answer> asked(String about, Supplier<List<Answer>> question) {
    try {
      return question.get().stream();
    } catch (PipelineException e) {
      return Stream.of(cannotBeCompared(about, e.getMessage()));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      if (tables.spark().sparkContext().isStopped()) {
        throw e;
      }
      return Stream.of(unreadable(about, ExceptionUtils.getRootCause(e)));
    }
  }

  /** A file that is gone or no Parquet; whose it is, its path tells. */
  private Answer unreadable(String about, Throwable why) {
    String what = PipelineException.firstLine(why);
    String remedy =
        graph.tables().stream()
            .filter(each -> !each.upstream().equals(TableDefinition.HUB))
            .filter(
                each ->
                    each.stored().stream()
                        .anyMatch(stored -> what.contains("/" + stored.storedName() + "/")))
            .findFirst()
            .map(each -> "to build it anew: refresh " + each.name() + " --downstream")
            .orElse("bring it back from a copy");
    return cannotBeCompared(about, what + "; " + remedy);
  }

  private static Answer cannotBeCompared(String about, String why) {
    return new Answer(about + " can be compared", false, why);
  }

  /** A hub that was created anew uses its offsets again, for records appended at other times. */
  private Answer onceEach(TableDefinition table) {
    Column[] record = {
      col(HubRecords.PARTITION), col(HubRecords.OFFSET), col(HubRecords.APPENDED_AT)
    };
    Dataset<Row> rows = snapshot.rows(table);
    Dataset<Row> records = rows.groupBy(record).count();
    Row counts = records.agg(coalesce(sum("count"), lit(0L)), count(lit(1))).head();
    boolean once = counts.getLong(0) == counts.getLong(1);
    return new Answer(
        table.name() + " holds every record once",
        once,
        counts.getLong(0)
            + " rows, "
            + counts.getLong(1)
            + " records"
            + (once ? "" : Examples.named("more than once", records.where("count > 1"))));
  }

  private List<Answer> equalsRecomputation(TableDefinition table) {
    Dataset<Row> read = snapshot.readBy(table, marks, days);
    Dataset<Row> validated = table.validatedFrom(read);
    Dataset<Row> stored = table.asDefined(snapshot.rows(table));
    Answer own = same(table, table, stored, validated.where(Validation.kept()));
    return table
        .quarantine()
        .map(
            quarantine -> {
              Dataset<Row> aside = Quarantined.of(table, days, snapshot.rows(quarantine));
              return List.of(
                  allAccountedFor(table, read, aside),
                  own,
                  same(
                      quarantine,
                      table,
                      aside,
                      days.of(table, validated.where(not(Validation.kept())))));
            })
        .orElse(List.of(own));
  }

  private Answer allAccountedFor(TableDefinition table, Dataset<Row> read, Dataset<Row> aside) {
    Dataset<Row> offered = days.isAll() ? read : days.of(table, table.transformed(read));
    Column repeats = table.readsMarks() ? col(DuplicateMarks.DUPLICATE) : lit(false);
    Row counts = offered.agg(count(lit(1)), count_if(repeats)).head();
    long all = counts.getLong(0);
    long duplicates = counts.getLong(1);
    Dataset<Row> rows = days.of(table, snapshot.rows(table));
    long kept = rows.count();
    long quarantined = aside.count();
    boolean adds = all == kept + quarantined + duplicates;
    return new Answer(
        "%s = %s + %s + duplicates"
            .formatted(table.upstream(), table.name(), table.quarantine().orElseThrow().name()),
        adds,
        "%d = %d + %d + %d".formatted(all, kept, quarantined, duplicates)
            + (adds ? "" : astray(offered.where(not(repeats)), rows, aside)));
  }

  private static String astray(Dataset<Row> read, Dataset<Row> rows, Dataset<Row> aside) {
    String[] record = {HubRecords.PARTITION, HubRecords.OFFSET, HubRecords.APPENDED_AT};
    Dataset<Row> kept = rows.selectExpr(record);
    Dataset<Row> quarantined = aside.selectExpr(record);
    return Examples.named(
            "in neither",
            read.selectExpr(record).join(kept.union(quarantined), record, "left_anti"))
        + Examples.named("in both", kept.join(quarantined, record, "left_semi"));
  }

  /** What views report; it proves nothing, and breaks no promise. */
  private Stream<Answer> reports() {
    return graph.views().stream()
        .flatMap(
            view ->
                view.report().stream()
                    .flatMap(sql -> asked(view.name(), () -> List.of(report(view, sql)))));
  }

  private Answer report(ViewDefinition view, String sql) {
    String rows = "(" + new Views(tables).query(graph, view.name()) + ")";
    String where = days.isAll() ? "" : " where " + days.sql(graph.table(view.over()));
    String text = tables.sql(sql.replace("{view}", rows) + where).first().getString(0);
    return new Answer(view.name(), true, text);
  }

  /**
   * Days are told apart when the rows of a key are combined: a row may show the latest of many.
   *
   * @param builder the table that is refreshed to build these rows anew
   */
  private Answer same(
      TableDefinition table, TableDefinition builder, Dataset<Row> rows, Dataset<Row> recomputed) {
    Dataset<Row> stored = days.of(table, PartialAggregates.combined(table, rows));
    Dataset<Row> fresh = days.of(table, PartialAggregates.combined(table, recomputed));
    RowDifference difference =
        RowDifference.between(table, table.storedColumnsOf(stored), table.storedColumnsOf(fresh));
    return new Answer(
        table.name() + " equals its recomputation",
        difference.isNone(),
        difference
            + (difference.isNone()
                ? ""
                : "; to build it anew: refresh " + builder.name() + " --downstream"));
  }
}
