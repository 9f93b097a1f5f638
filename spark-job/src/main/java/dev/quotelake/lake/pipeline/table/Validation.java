// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.pipeline.table.Expectation.Action;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes beside each row which expectations it fails. */
public final class Validation {

  /** Names of the failed drop expectations. */
  public static final String RULES = "rules";

  /** Names of the failed warn expectations. */
  public static final String WARNINGS = "warnings";

  /** Names of the failed fail expectations. */
  public static final String FATAL = "fatal_rules";

  private final List<Expectation> expectations;

  private Validation(List<Expectation> expectations) {
    this.expectations = expectations;
  }

  static Dataset<Row> of(List<Expectation> expectations, Dataset<Row> rows) {
    Validation validation = new Validation(expectations);
    return rows.withColumn(RULES, validation.failed(Action.DROP))
        .withColumn(WARNINGS, validation.failed(Action.WARN))
        .withColumn(FATAL, validation.failed(Action.FAIL));
  }

  /** Whether a validated row stays in the table. */
  public static Column kept() {
    return size(col(RULES)).equalTo(0);
  }

  /** Most rows fail nothing; Spark compiles what it asks of them, but not array_compact. */
  private Column failed(Action action) {
    List<Expectation> asked =
        expectations.stream().filter(expectation -> expectation.action() == action).toList();
    Column none = array().cast("array<string>");
    Column[] names =
        asked.stream().map(rule -> when(fails(rule), lit(rule.name()))).toArray(Column[]::new);
    return asked.stream()
        .map(this::fails)
        .reduce(Column::or)
        .map(any -> when(any, array_compact(array(names))).otherwise(none))
        .orElse(none);
  }

  private Column fails(Expectation expectation) {
    Column failed = not(holds(expectation));
    Column validated =
        expectation.requires().map(name -> failed.and(holds(byName(name)))).orElse(failed);
    return expectation.action() == Action.WARN ? validated.and(kept()) : validated;
  }

  private static Column holds(Expectation expectation) {
    return coalesce(expr(expectation.predicate()), lit(false));
  }

  private Expectation byName(String name) {
    return expectations.stream()
        .filter(expectation -> expectation.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PipelineException(
                    "An expectation requires %s, which the table does not have.".formatted(name)));
  }
}
