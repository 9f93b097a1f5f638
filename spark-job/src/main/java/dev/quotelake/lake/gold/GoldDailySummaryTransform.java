// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.pipeline.table.Transform;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Quotes of a symbol and trading day become the parts of the day's summary. */
final class GoldDailySummaryTransform implements Transform {

  @Override
  public Dataset<Row> apply(Dataset<Row> quotes) {
    return QuoteParts.of(quotes, col("symbol"), col("trading_date"));
  }
}
