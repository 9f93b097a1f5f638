// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
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
import org.apache.spark.sql.functions;

/**
 * The rows a transform gave for one batch, with the expectations they fail beside them if the table
 * has any, and one pass that counts them all.
 */
final class ValidatedRows {

  private static final String ALL = "all";
  private static final String KEPT = "kept";
  private static final String MEASURE = "measure";
  private static final String GROWN = "grown";

  private final TableDefinition table;
  private final Dataset<Row> rows;
  private final Row counts;

  ValidatedRows(TableDefinition table, Dataset<Row> rows, Optional<Column> measure) {
    this.table = table;
    this.rows = rows;
    this.counts = count(measure);
  }

  /** The value of the measure. */
  Object measured() {
    return counts.getAs(MEASURE);
  }

  /**
   * What the table gets of them.
   *
   * @throws PipelineException if a fail expectation failed
   */
  TableBatch batch() {
    long all = counts.getAs(ALL);
    long kept = counts.getAs(KEPT);
    List<ExpectationCount> results =
        table.expectations().stream().map(rule -> result(rule, all, kept)).toList();
    results.forEach(this::refuseFatal);
    if (table.expectations().isEmpty()) {
      return new TableBatch(table, rows, kept, Optional.empty(), results, grown());
    }
    Optional<TableBatch.Dropped> dropped =
        Optional.of(new TableBatch.Dropped(rows.where(not(Validation.kept())), all - kept))
            .filter(some -> some.count() > 0);
    return new TableBatch(table, rows.where(Validation.kept()), kept, dropped, results, grown());
  }

  private ExpectationCount result(Expectation rule, long all, long kept) {
    long failed = counts.getAs(rule.name());
    long validated =
        rule.action() == Expectation.Action.WARN
            ? kept
            : all - rule.requires().map(name -> counts.<Long>getAs(name)).orElse(0L);
    return ExpectationCount.of(rule, validated - failed, failed);
  }

  private void refuseFatal(ExpectationCount result) {
    if (result.action().equals(Expectation.Action.FAIL.text()) && result.failed() > 0) {
      throw new PipelineException(
          "%d rows of table %s fail the expectation %s, which stops the flow. Nothing of this batch was written to the table. Repair the source or change the expectation's action, then start again."
              .formatted(result.failed(), table.name(), result.name()));
    }
  }

  private List<Row> grown() {
    if (!(table.writeMode() instanceof WriteMode.Merge)) {
      return List.of();
    }
    return table.partitioning().isEmpty()
        ? List.of(RowFactory.create())
        : counts.getList(counts.fieldIndex(GROWN));
  }

  private Row count(Optional<Column> measure) {
    List<Column> sums = new ArrayList<>();
    boolean all = table.expectations().isEmpty();
    sums.add((all ? functions.count(lit(1)) : count_if(Validation.kept())).as(KEPT));
    for (Expectation rule : table.expectations()) {
      sums.add(count_if(array_contains(failures(rule), rule.name())).as(rule.name()));
    }
    if (!table.partitioning().isEmpty()) {
      Column[] piece =
          table.partitioning().stream()
              .map(name -> col(name).cast("string").as(name))
              .toArray(Column[]::new);
      sums.add(collect_set(struct(piece)).as(GROWN));
    }
    measure.ifPresent(aggregate -> sums.add(aggregate.as(MEASURE)));
    return rows.agg(functions.count(lit(1)).as(ALL), sums.toArray(Column[]::new)).head();
  }

  private static Column failures(Expectation rule) {
    return switch (rule.action()) {
      case DROP -> col(Validation.RULES);
      case WARN -> col(Validation.WARNINGS);
      case FAIL -> col(Validation.FATAL);
    };
  }
}
