// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows a transform gave for one batch, judged, and how many of them failed what. */
final class ValidatedRows {

  private static final String ALL = "all";
  private static final String KEPT = "kept";
  private static final String MEASURE = "measure";
  private static final String PARTITIONS = "partitions";

  private final TableDefinition table;
  private final Dataset<Row> judged;
  private final Row counts;

  ValidatedRows(TableDefinition table, Dataset<Row> judged, Optional<Column> measure) {
    this.table = table;
    this.judged = judged;
    this.counts = countRows(measure);
  }

  /** The value of the measure. */
  Object measured() {
    return counts.getAs(MEASURE);
  }

  /** The rows of the table. */
  Dataset<Row> kept() {
    return table.expectations().isEmpty() ? judged : judged.where(Validation.kept());
  }

  /** The rows for quarantine. */
  Dataset<Row> dropped() {
    return judged.where(not(Validation.kept()));
  }

  /** The partitions of a merged table that the rows belong to; none for other tables. */
  List<Row> partitions() {
    if (!(table.writeMode() instanceof WriteMode.Merge)) {
      return List.of();
    }
    return table.partitioning().isEmpty()
        ? List.of(RowFactory.create())
        : counts.getList(counts.fieldIndex(PARTITIONS));
  }

  TableCounts counts() {
    long all = counts.getAs(ALL);
    long kept = counts.getAs(KEPT);
    return new TableCounts(kept, all - kept, expectations(all, kept));
  }

  private List<ExpectationCount> expectations(long all, long kept) {
    List<ExpectationCount> results = new ArrayList<>();
    for (Expectation expectation : table.expectations()) {
      long failed = counts.getAs(expectation.name());
      long judgedRows =
          expectation.action() == Expectation.Action.WARN
              ? kept
              : all - expectation.requires().map(name -> counts.<Long>getAs(name)).orElse(0L);
      results.add(
          new ExpectationCount(
              expectation.name(), expectation.action().text(), judgedRows - failed, failed));
    }
    return results;
  }

  /**
   * Stops the batch if a fail expectation failed.
   *
   * @throws PipelineException naming the expectation
   */
  void refuseFatal() {
    for (ExpectationCount result : counts().expectations()) {
      if (result.action().equals(Expectation.Action.FAIL.text()) && result.failed() > 0) {
        throw new PipelineException(
            "%d rows of table %s fail the expectation %s, which stops the flow. Nothing of this batch was written to the table. Repair the source or change the expectation's action, then start again."
                .formatted(result.failed(), table.name(), result.name()));
      }
    }
  }

  private Row countRows(Optional<Column> measure) {
    List<Column> sums = new ArrayList<>();
    boolean unjudged = table.expectations().isEmpty();
    sums.add((unjudged ? count(lit(1)) : count_if(Validation.kept())).as(KEPT));
    for (Expectation expectation : table.expectations()) {
      sums.add(
          count_if(array_contains(failures(expectation), expectation.name()))
              .as(expectation.name()));
    }
    if (!table.partitioning().isEmpty()) {
      sums.add(collect_set(struct(columns(table.partitioning()))).as(PARTITIONS));
    }
    measure.ifPresent(aggregate -> sums.add(aggregate.as(MEASURE)));
    return judged.agg(count(lit(1)).as(ALL), sums.toArray(Column[]::new)).head();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static Column failures(Expectation expectation) {
    return switch (expectation.action()) {
      case DROP -> col(Validation.RULES);
      case WARN -> col(Validation.WARNINGS);
      case FAIL -> col(Validation.FATAL);
    };
  }
}
