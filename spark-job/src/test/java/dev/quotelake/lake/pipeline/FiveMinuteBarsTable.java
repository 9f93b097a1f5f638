// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.window;

import dev.quotelake.lake.gold.QuoteAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.silver.SilverQuotesTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The example of the module's README. */
final class FiveMinuteBarsTable {

  private static final StructType KEY =
      new StructType()
          .add("symbol", DataTypes.StringType)
          .add("trading_date", DataTypes.DateType)
          .add("five_minutes", DataTypes.TimestampType);

  private FiveMinuteBarsTable() {}

  static TableDefinition definition() {
    return TableDefinition.table("gold_five_minute_bars")
        .comment("Bars of five minutes for each symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(
            quotes ->
                QuoteAggregates.of(
                    quotes,
                    col("symbol"),
                    col("trading_date"),
                    window(col("quoted_at"), "5 minutes").getField("start").as("five_minutes")))
        .columns(QuoteAggregates.under(KEY))
        .mode(QuoteAggregates.mergedBy(KEY))
        .partitionBy("trading_date")
        .publishedAs("select symbol, five_minutes, " + QuoteAggregates.PUBLISHED + " from {table}")
        .build();
  }
}
