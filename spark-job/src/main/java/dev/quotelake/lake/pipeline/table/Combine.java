// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;

/**
 * How the partial aggregates of a key become one row. All of them commute and associate, so the
 * order in which quotes arrive does not matter.
 */
public enum Combine {
  /** The smallest one; structs compare field by field. */
  LEAST("min"),
  /** The greatest one; structs compare field by field. */
  GREATEST("max"),
  /** All together. */
  SUM("sum");

  private final String function;

  Combine(String function) {
    this.function = function;
  }

  /** The combination of a column of partial aggregates, under the column's name. */
  public Column of(String column) {
    return expr(sql(column)).as(column);
  }

  /** The same as SQL, without a name. */
  public String sql(String column) {
    return function + "(" + column + ")";
  }
}
