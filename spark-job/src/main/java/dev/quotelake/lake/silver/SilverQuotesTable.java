// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.ascii;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.MarketTime;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.contract.QuoteEvents;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One row for each quote that was decoded, is valid, and was not seen before. */
public final class SilverQuotesTable {

  public static final String NAME = "silver_quotes";

  /** What follows from the columns of a quote, by name, each after those it needs. */
  public static final Map<String, String> DERIVED = derived();

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

  /** The symbol as its record has it, beside the one without the blanks around it. */
  static final String SYMBOL_AS_SENT = "symbol_as_sent";

  /** The empty letters of Hangul and Braille. */
  private static final Set<Integer> EMPTY_LETTERS = Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0);

  /** The characters that show nothing, of all alphabets. */
  private static final String BLANKS =
      IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
          .filter(SilverQuotesTable::isBlank)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  private static final String TIME = "market_time";

  private SilverQuotesTable() {}

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isIdentifierIgnorable(character)
        || EMPTY_LETTERS.contains(character);
  }

  private static Map<String, String> derived() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("mid", "cast((bid + ask) / 2 as decimal(18,8))");
    columns.put("spread_bps", "try_cast((ask - bid) * 10000 / nullif(mid, 0) as decimal(18,4))");
    columns.put("change", "cast(price - previous_close as decimal(18,8))");
    columns.put(
        "change_percent", "try_cast(change * 100 / nullif(previous_close, 0) as decimal(18,4))");
    return Collections.unmodifiableMap(columns);
  }

  /**
   * The definition.
   *
   * @param expectations what must be true of a quote, see {@link QuoteExpectations}
   * @param instruments what is known of them beside their quotes
   * @param exclusions which quotes somebody said are wrong
   * @param markets whose calendar a quote lives by
   */
  public static TableDefinition definition(
      List<Expectation> expectations,
      Instruments instruments,
      Exclusions exclusions,
      Markets markets) {
    MarketTime time = new MarketTime(markets.calendars());
    return TableDefinition.table(NAME)
        .comment("One row for each valid quote, decoded, judged and enriched.")
        .reads(BronzeQuotesTable.NAME)
        .where(not(col(DuplicateMarks.DUPLICATE)))
        .through(
            records -> exclusions.onto(dated(instruments.onto(quotes(records)), markets, time)))
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
    Dataset<Row> result =
        QuoteEvents.decoded(records, HubRecords.VALUE)
            .withColumn(SYMBOL_AS_SENT, col("symbol"))
            .withColumn("symbol", withoutBlanks(col("symbol")))
            .withColumn(
                QuoteEvents.REASON,
                coalesce(col(QuoteEvents.REASON), expr(QuoteExpectations.wrongTime())));
    for (Map.Entry<String, String> column : DERIVED.entrySet()) {
      result = result.withColumn(column.getKey(), expr(column.getValue()));
    }
    return result;
  }

  /**
   * Looks through all blanks only where an end of the text may be one: through them for each symbol
   * was a tenth of a micro-batch.
   */
  private static Column withoutBlanks(Column text) {
    Column plain = isPlain(ascii(text)).and(isPlain(ascii(substring(text, -1, 1))));
    return when(plain, text).otherwise(trim(text, BLANKS));
  }

  private static Column isPlain(Column character) {
    return character.between((int) '!', (int) '~');
  }

  /** With the market whose calendar they live by, and what that says of their time. */
  private static Dataset<Row> dated(Dataset<Row> quotes, Markets markets, MarketTime time) {
    return quotes
        .withColumn("market", markets.of(col("market"), col(Instruments.MARKET), col("provider")))
        .withColumn(TIME, time.at(col("market"), col("quoted_at")))
        .select("*", TIME + ".*");
  }
}
