// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One row for each quote that was decoded, is valid, and was not seen before. */
public final class SilverQuotesTable {

  public static final String NAME = "silver_quotes";

  private static final StructType COLUMNS =
      new StructType()
          .add("event_id", DataTypes.StringType)
          .add("symbol", DataTypes.StringType)
          .add("provider", DataTypes.StringType)
          .add("price", QuoteEventSchema.PRICE)
          .add("bid", QuoteEventSchema.PRICE)
          .add("ask", QuoteEventSchema.PRICE)
          .add("open", QuoteEventSchema.PRICE)
          .add("high", QuoteEventSchema.PRICE)
          .add("low", QuoteEventSchema.PRICE)
          .add("previous_close", QuoteEventSchema.PRICE)
          .add("bid_size", QuoteEventSchema.SIZE)
          .add("ask_size", QuoteEventSchema.SIZE)
          .add("last_size", QuoteEventSchema.SIZE)
          .add("day_volume", QuoteEventSchema.SIZE)
          .add("currency", DataTypes.StringType)
          .add("quoted_at", DataTypes.TimestampType)
          .add("quoted_at_source", DataTypes.StringType)
          .add("fetched_at", DataTypes.TimestampType)
          .add("market", DataTypes.StringType)
          .add("raw", DataTypes.StringType)
          .add("mid", QuoteEventSchema.PRICE)
          .add("spread_bps", DataTypes.createDecimalType(18, 4))
          .add("change", QuoteEventSchema.PRICE)
          .add("change_percent", DataTypes.createDecimalType(18, 4))
          .add("trading_date", DataTypes.DateType)
          .add("session", DataTypes.StringType)
          .add("instrument_name", DataTypes.StringType)
          .add("exchange", DataTypes.StringType)
          .add("sector", DataTypes.StringType)
          .add("instrument_currency", DataTypes.StringType)
          .add("warnings", DataTypes.createArrayType(DataTypes.StringType))
          .add(HubRecords.TOPIC, DataTypes.StringType)
          .add(HubRecords.PARTITION, DataTypes.IntegerType)
          .add(HubRecords.OFFSET, DataTypes.LongType)
          .add(HubRecords.APPENDED_AT, DataTypes.TimestampType);

  private SilverQuotesTable() {}

  /**
   * The definition.
   *
   * @param expectations what must be true of a quote, see {@link QuoteExpectations}
   * @param instruments what is known of them beside their quotes
   */
  public static TableDefinition definition(
      List<Expectation> expectations, Instruments instruments) {
    return TableDefinition.table(NAME)
        .comment("One row for each valid quote, decoded, judged and enriched.")
        .reads(BronzeQuotesTable.NAME)
        .where(not(col(DuplicateMarks.DUPLICATE)))
        .through(new SilverQuotesTransform(instruments))
        .readsMarks()
        .columns(COLUMNS)
        .expect(expectations)
        .quarantine(SilverQuarantineTable.definition())
        .clusterBy("trading_date", "symbol")
        .skipBy("trading_date", "symbol", "quoted_at", HubRecords.PARTITION, HubRecords.OFFSET)
        .build();
  }
}
