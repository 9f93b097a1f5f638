// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stored rows of a merged table, combined into one row a key; those of others as they are. */
public final class PartialAggregates {

  private PartialAggregates() {}

  public static Dataset<Row> combined(TableDefinition table, Dataset<Row> rows) {
    if (!(table.writeMode() instanceof WriteMode.Merge merge)) {
      return rows;
    }
    Column[] keys = merge.keys().stream().map(key -> col(key)).toArray(Column[]::new);
    List<Column> others =
        Arrays.stream(table.columns().fieldNames())
            .filter(merge.combine()::containsKey)
            .map(name -> expr(merge.combine().get(name).sql(name)).as(name))
            .toList();
    return rows.groupBy(keys)
        .agg(others.get(0), others.subList(1, others.size()).toArray(Column[]::new));
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
    String columns =
        Arrays.stream(table.columns().fieldNames())
            .map(
                name ->
                    merge.keys().contains(name)
                        ? name
                        : merge.combine().get(name).sql(name) + " as " + name)
            .collect(Collectors.joining(", "));
    return "(select %s from %s group by %s)"
        .formatted(columns, stored, String.join(", ", merge.keys()));
  }
}
