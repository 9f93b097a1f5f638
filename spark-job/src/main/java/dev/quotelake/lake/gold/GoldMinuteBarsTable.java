// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;

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
          provider string, symbol string, trading_date date,
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
        .compactInSteps()
        .skipBy("minute_start")
        .publishedAs(Bars.ofAMinute())
        .build();
  }

  private static Dataset<Row> bars(Dataset<Row> quotes) {
    return QuoteAggregates.of(
        quotes,
        col("provider"),
        col("symbol"),
        col("trading_date"),
        date_trunc("minute", col("quoted_at")).as("minute_start"),
        col("session"));
  }
}
