// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

/**
 * How two parts of a merged row become one. All of them commute and associate, so the order in
 * which quotes arrive does not matter.
 */
public enum Combine {
  /** The smaller one; structs compare field by field. */
  LEAST("least(%s, %s)"),
  /** The greater one; structs compare field by field. */
  GREATEST("greatest(%s, %s)"),
  /** Both together. */
  SUM("%s + %s"),
  /** The same in all parts of a key. */
  SAME("coalesce(%s, %s)");

  private final String sql;

  Combine(String sql) {
    this.sql = sql;
  }

  String sql(String stored, String added) {
    return String.format(sql, stored, added);
  }
}
