// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.silver.SilverQuotesTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Open, high, low, close, volume and average price of each symbol and trading day, and the price
 * weighted by volume (each minute's average by the volume of its bar) where volume moves.
 */
public final class GoldDailySummaryTable {

  public static final String NAME = "gold_daily_summary";

  private static final String PUBLISHED =
      """
      select symbol, trading_date, open, high, low, close, day_volume as volume, average_price,
             cast(weighted.turnover / weighted.volume as decimal(18,8)) as vwap,
             quote_count, first_quoted_at, last_quoted_at, price_sum
      from (select symbol, trading_date, %s from {table})
      left join (select symbol, trading_date, sum(average_price * volume) as turnover, sum(volume) as volume
                 from {%s} group by symbol, trading_date having sum(volume) > 0) as weighted
      using (symbol, trading_date)"""
          .formatted(QuoteAggregates.PUBLISHED, GoldMinuteBarsTable.NAME);

  private static final StructType KEY =
      new StructType().add("symbol", DataTypes.StringType).add("trading_date", DataTypes.DateType);

  private GoldDailySummaryTable() {}

  /** The definition. */
  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("The trading day of each symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(quotes -> QuoteAggregates.of(quotes, col("symbol"), col("trading_date")))
        .columns(QuoteAggregates.under(KEY))
        .mode(QuoteAggregates.mergedBy(KEY))
        .partitionBy("trading_date")
        .skipBy("symbol")
        .publishedAs(PUBLISHED)
        .build();
  }
}
