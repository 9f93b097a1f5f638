// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.contract.QuoteEvents;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One row for each quote that was decoded, is valid, and was not seen before. */
public final class SilverQuotesTable {

  public static final String NAME = "silver_quotes";

  private static final StructType COLUMNS =
      new StructType(
          Stream.of(
                  QuoteEvents.columns(),
                  new StructType()
                      .add("mid", QuoteEventSchema.PRICE)
                      .add("spread_bps", DataTypes.createDecimalType(18, 4))
                      .add("change", QuoteEventSchema.PRICE)
                      .add("change_percent", DataTypes.createDecimalType(18, 4))
                      .add("trading_date", DataTypes.DateType)
                      .add("session", DataTypes.StringType),
                  Instruments.COLUMNS,
                  new StructType()
                      .add("warnings", DataTypes.createArrayType(DataTypes.StringType))
                      .add(HubRecords.TOPIC, DataTypes.StringType)
                      .add(HubRecords.PARTITION, DataTypes.IntegerType)
                      .add(HubRecords.OFFSET, DataTypes.LongType)
                      .add(HubRecords.APPENDED_AT, DataTypes.TimestampType))
              .flatMap(type -> Stream.of(type.fields()))
              .toArray(StructField[]::new));

  private static final TradingCalendar CALENDAR = TradingCalendar.ofUsExchanges();

  private SilverQuotesTable() {}

  /**
   * The definition.
   *
   * @param expectations what must be true of a quote, see {@link QuoteExpectations}
   * @param instruments what is known of them beside their quotes
   * @param exclusions which quotes somebody said are wrong
   */
  public static TableDefinition definition(
      List<Expectation> expectations, Instruments instruments, Exclusions exclusions) {
    return TableDefinition.table(NAME)
        .comment("One row for each valid quote, decoded, judged and enriched.")
        .reads(BronzeQuotesTable.NAME)
        .where(not(col(DuplicateMarks.DUPLICATE)))
        .through(records -> exclusions.onto(instruments.onto(quotes(records))))
        .readsMarks()
        .columns(COLUMNS)
        .expect(expectations)
        .quarantine(SilverQuarantineTable.definition())
        .clusterBy("trading_date", "symbol")
        .skipBy("trading_date", "symbol", "quoted_at", HubRecords.PARTITION, HubRecords.OFFSET)
        .build();
  }

  /** The quotes in records, with what follows from one quote alone. */
  private static Dataset<Row> quotes(Dataset<Row> records) {
    return QuoteEvents.decoded(records, HubRecords.VALUE)
        .withColumn("mid", expr("cast((bid + ask) / 2 as decimal(18,8))"))
        .withColumn("spread_bps", expr("cast((ask - bid) * 10000 / mid as decimal(18,4))"))
        .withColumn("change", expr("cast(price - previous_close as decimal(18,8))"))
        .withColumn("change_percent", expr("cast(change * 100 / previous_close as decimal(18,4))"))
        .withColumn("trading_date", CALENDAR.tradingDate(col("quoted_at")))
        .withColumn("session", CALENDAR.session(col("quoted_at")));
  }
}
