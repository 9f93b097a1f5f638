// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import dev.quotelake.lake.pipeline.table.Transform;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Of each symbol's quotes only the latest stays. */
final class GoldLatestQuotesTransform implements Transform {

  private final StructType latest;

  GoldLatestQuotesTransform(StructType latest) {
    this.latest = latest;
  }

  /** The columns of a quote, those first that say which one is the latest. */
  static StructType latest(StructType quote) {
    StructType ordered = QuoteOrder.TYPE;
    for (StructField field : quote.fields()) {
      if (!field.name().equals("symbol") && !ordered.getFieldIndex(field.name()).isDefined()) {
        ordered = ordered.add(field);
      }
    }
    return ordered;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> quotes) {
    Column quote =
        struct(
            Arrays.stream(latest.fieldNames())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new));
    return quotes.groupBy(col("symbol")).agg(max(quote).as("latest"));
  }
}
