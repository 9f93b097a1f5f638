// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.quotelake.lake.pipeline.table.Transform;
import dev.quotelake.lake.reference.Instruments;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Decodes the records and adds what follows from one quote alone. */
final class SilverQuotesTransform implements Transform {

  private static final TradingCalendar CALENDAR = TradingCalendar.ofUsExchanges();

  private final Instruments instruments;

  SilverQuotesTransform(Instruments instruments) {
    this.instruments = instruments;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> records) {
    Dataset<Row> quotes =
        DecodedRecords.of(records)
            .withColumn("mid", expr("cast((bid + ask) / 2 as decimal(18,8))"))
            .withColumn("spread_bps", expr("cast((ask - bid) * 10000 / mid as decimal(18,4))"))
            .withColumn("change", expr("cast(price - previous_close as decimal(18,8))"))
            .withColumn(
                "change_percent", expr("cast(change * 100 / previous_close as decimal(18,4))"))
            .withColumn("trading_date", CALENDAR.tradingDate(col("quoted_at")))
            .withColumn("session", CALENDAR.session(col("quoted_at")));
    return instruments.onto(quotes);
  }
}
