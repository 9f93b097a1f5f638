// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static dev.quotelake.lake.pipeline.table.Combine.GREATEST;
import static dev.quotelake.lake.pipeline.table.Combine.LEAST;
import static dev.quotelake.lake.pipeline.table.Combine.SUM;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Partial aggregates of quotes, which combine in any order: the first and the last quote, the
 * extremes, the sum and the count of prices, and the last quote that told the day's volume. A bar
 * or a summary of any span is these under a key, and those of a coarser key are combined from those
 * of a finer one.
 */
public final class QuoteAggregates {

  /** What is kept of a span's last quote: what the vendor says of the day included. */
  static final StructType LAST =
      QuoteOrder.TYPE
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
          .add("quoted_at_source", DataTypes.StringType)
          .add("market", DataTypes.StringType);

  private static final StructType FIRST = QuoteOrder.TYPE.add("price", QuoteEventSchema.PRICE);

  private static final StructType COUNTER =
      QuoteOrder.TYPE.add("day_volume", QuoteEventSchema.SIZE);

  private static final StructType COLUMNS =
      new StructType()
          .add("first", FIRST)
          .add("last", LAST)
          .add("low", QuoteEventSchema.PRICE)
          .add("high", QuoteEventSchema.PRICE)
          .add("price_sum", DataTypes.createDecimalType(38, 8))
          .add("quote_count", DataTypes.LongType)
          .add("counter", COUNTER)
          .add("least_currency", DataTypes.StringType)
          .add("greatest_currency", DataTypes.StringType);

  private static final Map<String, Combine> COMBINE =
      Map.of(
          "first", LEAST,
          "last", GREATEST,
          "low", LEAST,
          "high", GREATEST,
          "price_sum", SUM,
          "quote_count", SUM,
          "counter", GREATEST,
          "least_currency", LEAST,
          "greatest_currency", GREATEST);

  /** SQL for the combination of rows of several keys, column by column. */
  static final String COMBINED =
      Stream.of(COLUMNS.fieldNames())
          .map(name -> COMBINE.get(name).sql(name) + " as " + name)
          .collect(Collectors.joining(", "));

  /**
   * SQL for how they are shown for every span; volume depends on the span and is not among them.
   */
  static final String PUBLISHED =
      """
      first.price as open, high, low, last.price as close, last.currency, last.market,
      cast(price_sum / quote_count as decimal(18,8)) as average_price, quote_count,
      first.quoted_at as first_quoted_at, last.quoted_at as last_quoted_at,
      price_sum""";

  private QuoteAggregates() {}

  /** The columns of a table with such a key. */
  public static StructType under(StructType key) {
    return new StructType(
        Stream.of(key, COLUMNS)
            .flatMap(type -> Stream.of(type.fields()))
            .toArray(StructField[]::new));
  }

  /** How rows of one such key combine. */
  public static WriteMode mergedBy(StructType key) {
    return new WriteMode.Merge(List.of(key.fieldNames()), COMBINE);
  }

  /** The aggregates of silver quotes, one row for each key. */
  public static Dataset<Row> of(Dataset<Row> quotes, Column... key) {
    return quotes
        .groupBy(key)
        .agg(
            min(QuoteOrder.carrying(FIRST)).as("first"),
            max(QuoteOrder.carrying(LAST)).as("last"),
            min(col("price")).as("low"),
            max(col("price")).as("high"),
            sum(col("price")).cast(DataTypes.createDecimalType(38, 8)).as("price_sum"),
            count(lit(1)).as("quote_count"),
            max(when(col("day_volume").isNotNull(), QuoteOrder.carrying(COUNTER))).as("counter"),
            min(col("currency")).as("least_currency"),
            max(col("currency")).as("greatest_currency"));
  }

  /** The aggregates of a coarser key from those of a finer one. */
  public static Dataset<Row> coarser(Dataset<Row> aggregates, Column... key) {
    List<Column> combined =
        Arrays.stream(COLUMNS.fieldNames()).map(name -> COMBINE.get(name).of(name)).toList();
    return aggregates
        .groupBy(key)
        .agg(combined.get(0), combined.subList(1, combined.size()).toArray(Column[]::new));
  }
}
