// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static dev.quotelake.lake.pipeline.table.Combine.SUM;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** The example of the module's README. */
final class DailySpreadsTable {

  private static final StructType COLUMNS =
      StructType.fromDDL(
          "provider string, symbol string, trading_date date, spread_sum decimal(28,4), quotes bigint");

  private DailySpreadsTable() {}

  static TableDefinition definition() {
    return TableDefinition.table("gold_daily_spreads")
        .comment("The average spread of each provider, symbol and trading day.")
        .reads(SilverQuotesTable.NAME)
        .where(col("spread_bps").isNotNull())
        .through(
            quotes ->
                quotes
                    .groupBy("provider", "symbol", "trading_date")
                    .agg(sum("spread_bps").as("spread_sum"), count(lit(1)).as("quotes")))
        .columns(COLUMNS)
        .mode(
            new WriteMode.Merge(
                List.of("provider", "symbol", "trading_date"),
                Map.of("spread_sum", SUM, "quotes", SUM)))
        .partitionBy("trading_date")
        .publishedAs("select *, spread_sum / quotes as average_spread_bps from {table}")
        .build();
  }
}
