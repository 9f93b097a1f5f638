// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The latest quote of each symbol. */
public final class GoldLatestQuotesTable {

  public static final String NAME = "gold_latest_quotes";

  private GoldLatestQuotesTable() {}

  /**
   * The definition.
   *
   * @param quotes the silver table, whose columns this one shows
   */
  public static TableDefinition definition(TableDefinition quotes) {
    StructType latest = orderedFirst(quotes.columns());
    return TableDefinition.table(NAME)
        .comment("The latest quote of each symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(rows -> latestOf(rows, latest))
        .columns(new StructType().add("symbol", DataTypes.StringType).add("latest", latest))
        .mode(new WriteMode.Merge(List.of("symbol"), Map.of("latest", Combine.GREATEST)))
        .skipBy("symbol")
        .publishedAs("select symbol, latest.* from {table}")
        .build();
  }

  /** The columns of a quote but its symbol, those first that say which one is the latest. */
  private static StructType orderedFirst(StructType quote) {
    StructType ordered = QuoteOrder.TYPE;
    for (StructField field : quote.fields()) {
      if (!field.name().equals("symbol") && !ordered.getFieldIndex(field.name()).isDefined()) {
        ordered = ordered.add(field);
      }
    }
    return ordered;
  }

  private static Dataset<Row> latestOf(Dataset<Row> quotes, StructType latest) {
    Column[] columns = Stream.of(latest.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    return quotes.groupBy(col("symbol")).agg(max(struct(columns)).as("latest"));
  }
}
