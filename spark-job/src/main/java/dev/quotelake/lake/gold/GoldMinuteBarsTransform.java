// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.expr;

import dev.quotelake.lake.pipeline.table.Transform;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Quotes of a symbol and minute become the parts of a bar. Bars are kept by the quarter of an hour
 * of their day in UTC, 0 to 95.
 */
final class GoldMinuteBarsTransform implements Transform {

  @Override
  public Dataset<Row> apply(Dataset<Row> quotes) {
    return QuoteParts.of(
        quotes,
        col("symbol"),
        col("trading_date"),
        expr("cast(pmod(unix_seconds(quoted_at), 86400) div 900 as int)").as("quarter_hour"),
        date_trunc("minute", col("quoted_at")).as("minute_start"));
  }
}
