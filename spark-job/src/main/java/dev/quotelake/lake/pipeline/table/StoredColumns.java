// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Leaves of the columns a transform gives those that are stored, in their order. */
public final class StoredColumns {

  private StoredColumns() {}

  public static Dataset<Row> of(Dataset<Row> rows, TableDefinition table) {
    return rows.select(
        Arrays.stream(table.columns().fieldNames()).map(functions::col).toArray(Column[]::new));
  }
}
