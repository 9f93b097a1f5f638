// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Stored rows as they are defined today. A table that has grown may keep columns, and fields of
 * structs, that no definition has any more, or has in another order.
 */
final class DefinedShape {

  private DefinedShape() {}

  static Dataset<Row> of(Dataset<Row> stored, StructType wanted) {
    return stored.select(
        Stream.of(wanted.fields())
            .map(field -> shaped(col(field.name()), stored.schema(), field).as(field.name()))
            .toArray(Column[]::new));
  }

  private static Column shaped(Column value, StructType around, StructField wanted) {
    return around.getFieldIndex(wanted.name()).isEmpty()
        ? lit(null).cast(wanted.dataType())
        : shaped(value, around.apply(wanted.name()).dataType(), wanted.dataType());
  }

  private static Column shaped(Column value, DataType is, DataType wanted) {
    if (!is.equals(wanted) && is instanceof StructType from && wanted instanceof StructType to) {
      return when(
          value.isNotNull(),
          struct(
              Stream.of(to.fields())
                  .map(f -> shaped(value.getField(f.name()), from, f).as(f.name()))
                  .toArray(Column[]::new)));
    }
    if (!is.equals(wanted) && is instanceof ArrayType from && wanted instanceof ArrayType to) {
      return transform(value, each -> shaped(each, from.elementType(), to.elementType()));
    }
    return value;
  }
}
