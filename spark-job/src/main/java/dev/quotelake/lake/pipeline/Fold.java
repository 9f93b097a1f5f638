// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.apache.spark.sql.functions.lit;

import java.util.ConcurrentModificationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A partition of a merged table whose parts are to become one row a key.
 *
 * @param table the table
 * @param partition the values of its partition columns; no values for a table without
 */
record Fold(TableDefinition table, Row partition) {

  /**
   * Folds the parts in one commit; whoever reads the table combines the parts to the same rows
   * before and after.
   *
   * @throws ConcurrentModificationException if somebody else wrote to the table meanwhile
   */
  void run(SparkSession spark, Tables tables) {
    Replacement replacement = new Replacement(spark, tables, table);
    if (table.partitioning().isEmpty()) {
      replacement.with(Parts.combined(table, replacement.rows()));
    } else {
      replacement.with(Parts.combined(table, replacement.rows().where(where())), where());
    }
  }

  private String where() {
    return IntStream.range(0, partition.size())
        .mapToObj(i -> table.partitioning().get(i) + " = " + lit(partition.get(i)).expr().sql())
        .collect(Collectors.joining(" and "));
  }
}
