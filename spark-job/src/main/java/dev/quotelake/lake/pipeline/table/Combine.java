// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

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

  String sql(String column) {
    return function + "(" + column + ")";
  }
}
