// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The stored rows of a merged table are partial aggregates: combined they are one row a key. Those
 * of other tables are what they are.
 */
public final class PartialAggregates {

  private PartialAggregates() {}

  public static Dataset<Row> combined(TableDefinition table, Dataset<Row> rows) {
    if (!(table.writeMode() instanceof WriteMode.Merge merge)) {
      return rows;
    }
    Column[] keys = merge.keys().stream().map(functions::col).toArray(Column[]::new);
    Column[] others = others(table, merge).stream().map(functions::expr).toArray(Column[]::new);
    return rows.groupBy(keys).agg(others[0], Arrays.copyOfRange(others, 1, others.length));
  }

  /**
   * The same as SQL.
   *
   * @param stored how SQL names the stored table
   */
  public static String combined(TableDefinition table, String stored) {
    if (!(table.writeMode() instanceof WriteMode.Merge merge)) {
      return stored;
    }
    String keys = String.join(", ", merge.keys());
    return "(select %s, %s from %s group by %s)"
        .formatted(keys, String.join(", ", others(table, merge)), stored, keys);
  }

  private static List<String> others(TableDefinition table, WriteMode.Merge merge) {
    return Arrays.stream(table.columns().fields())
        .filter(column -> merge.combine().containsKey(column.name()))
        .map(column -> combined(merge.combine().get(column.name()), column))
        .toList();
  }

  /** In the column's own type: Spark sums decimals up to wider ones. */
  private static String combined(Combine combine, StructField column) {
    String all = combine.sql(column.name());
    return combine == Combine.SUM && !column.dataType().equals(DataTypes.LongType)
        ? "cast(%s as %s) as %s".formatted(all, column.dataType().sql(), column.name())
        : all + " as " + column.name();
  }
}
