// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.expr;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.silver.SilverQuotesTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Open, high, low, close, volume and average price of each symbol and minute. A bar's volume is how
 * far the day's cumulative volume rose since the bar before it, so it depends on its neighbours: it
 * is worked out when the table is read, and a late quote corrects every bar it concerns.
 */
public final class GoldMinuteBarsTable {

  public static final String NAME = "gold_minute_bars";

  private static final String PUBLISHED =
      """
      select symbol, minute_start, trading_date, open, high, low, close,
             cast(risen - coalesce(lag(risen) over day, 0) as decimal(18,4)) as volume,
             average_price, quote_count, first_quoted_at, last_quoted_at, price_sum, day_volume
      from (select symbol, minute_start, trading_date, %s,
                   coalesce(max(day_volume) over (partition by symbol, trading_date order by minute_start), 0) as risen
            from {table})
      window day as (partition by symbol, trading_date order by minute_start)"""
          .formatted(QuoteAggregates.PUBLISHED);

  private static final StructType KEY =
      new StructType()
          .add("symbol", DataTypes.StringType)
          .add("trading_date", DataTypes.DateType)
          .add("quarter_hour", DataTypes.IntegerType)
          .add("minute_start", DataTypes.TimestampType);

  private GoldMinuteBarsTable() {}

  /** The definition. */
  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("Bars of a minute for each symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(GoldMinuteBarsTable::bars)
        .columns(QuoteAggregates.under(KEY))
        .mode(QuoteAggregates.mergedBy(KEY))
        .partitionBy("trading_date", "quarter_hour")
        .skipBy("symbol", "minute_start")
        .publishedAs(PUBLISHED)
        .build();
  }

  /** Bars are kept by the quarter of an hour of their day in UTC, 0 to 95. */
  private static Dataset<Row> bars(Dataset<Row> quotes) {
    return QuoteAggregates.of(
        quotes,
        col("symbol"),
        col("trading_date"),
        expr("cast(pmod(unix_seconds(quoted_at), 86400) div 900 as int)").as("quarter_hour"),
        date_trunc("minute", col("quoted_at")).as("minute_start"));
  }
}
