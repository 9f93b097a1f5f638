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

import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Partial aggregates of quotes, which combine in any order: the first and the last quote, the
 * extremes, the sum and the count of prices, and how far the day's volume had come. A bar or a
 * summary of any span is these under a key.
 */
public final class QuoteAggregates {

  private static final StructType EDGE = QuoteOrder.TYPE.add("price", QuoteEventSchema.PRICE);

  private static final StructType COLUMNS =
      new StructType()
          .add("first", EDGE)
          .add("last", EDGE)
          .add("low", QuoteEventSchema.PRICE)
          .add("high", QuoteEventSchema.PRICE)
          .add("price_sum", DataTypes.createDecimalType(38, 8))
          .add("quote_count", DataTypes.LongType)
          .add("day_volume", QuoteEventSchema.SIZE);

  private static final Map<String, Combine> COMBINE =
      Map.of(
          "first", LEAST,
          "last", GREATEST,
          "low", LEAST,
          "high", GREATEST,
          "price_sum", SUM,
          "quote_count", SUM,
          "day_volume", GREATEST);

  /** How they are shown for every span; volume depends on the span and is not among them. */
  public static final String PUBLISHED =
      """
      first.price as open, high, low, last.price as close,
      cast(price_sum / quote_count as decimal(18,8)) as average_price, quote_count,
      first.quoted_at as first_quoted_at, last.quoted_at as last_quoted_at,
      price_sum, day_volume""";

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
            min(QuoteOrder.carrying("price")).as("first"),
            max(QuoteOrder.carrying("price")).as("last"),
            min(col("price")).as("low"),
            max(col("price")).as("high"),
            sum(col("price")).cast(DataTypes.createDecimalType(38, 8)).as("price_sum"),
            count(lit(1)).as("quote_count"),
            max(col("day_volume")).as("day_volume"));
  }
}
