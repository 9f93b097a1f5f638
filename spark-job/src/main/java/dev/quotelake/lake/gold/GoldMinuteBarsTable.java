// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.expr;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.silver.SilverQuotesTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Open, high, low, close, volume and average price of each provider, symbol and minute, of which
 * all coarser tables and bars are made. Stored by session, those of a closed market included, which
 * only {@link GoldLatestQuotesTable} takes.
 */
public final class GoldMinuteBarsTable {

  public static final String NAME = "gold_minute_bars";

  private static final StructType KEY =
      StructType.fromDDL(
          """
          provider string, symbol string, trading_date date, quarter_hour int,
          minute_start timestamp, session string\
          """);

  private GoldMinuteBarsTable() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("Bars of a minute for each provider and symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(GoldMinuteBarsTable::bars)
        .columns(QuoteAggregates.under(KEY))
        .mode(QuoteAggregates.mergedBy(KEY))
        .partitionBy("trading_date")
        .compactWithin("quarter_hour")
        .skipBy("quarter_hour", "minute_start")
        .publishedAs(Bars.ofAMinute())
        .build();
  }

  /** With the quarter of an hour of their day in UTC, 0 to 95. */
  private static Dataset<Row> bars(Dataset<Row> quotes) {
    return QuoteAggregates.of(
        quotes,
        col("provider"),
        col("symbol"),
        col("trading_date"),
        expr("cast(pmod(unix_seconds(quoted_at), 86400) div 900 as int)").as("quarter_hour"),
        date_trunc("minute", col("quoted_at")).as("minute_start"),
        col("session"));
  }
}
