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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The latest quote of each provider and symbol, whether its market is open or closed. */
public final class GoldLatestQuotesTable {

  public static final String NAME = "gold_latest_quotes";

  private static final StructType LATEST =
      QuoteAggregates.LAST
          .add("trading_date", DataTypes.DateType)
          .add("session", DataTypes.StringType);

  private static final StructType COLUMNS =
      new StructType()
          .add("provider", DataTypes.StringType)
          .add("symbol", DataTypes.StringType)
          .add("latest", LATEST);

  private static final String PUBLISHED =
      "select *, %s from (select provider, symbol, latest.* from {table})"
          .formatted(
              SilverQuotesTable.DERIVED.entrySet().stream()
                  .map(column -> column.getValue() + " as " + column.getKey())
                  .collect(Collectors.joining(", ")));

  private GoldLatestQuotesTable() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("The latest quote of each provider and symbol.")
        .reads(GoldMinuteBarsTable.NAME)
        .through(GoldLatestQuotesTable::latest)
        .columns(COLUMNS)
        .mode(
            new WriteMode.Merge(List.of("provider", "symbol"), Map.of("latest", Combine.GREATEST)))
        .skipBy("symbol")
        .publishedAs(PUBLISHED)
        .build();
  }

  private static Dataset<Row> latest(Dataset<Row> minutes) {
    Stream<Column> last = Stream.of(QuoteAggregates.LAST.fieldNames()).map(n -> col("last." + n));
    Stream<Column> key = Stream.of(col("trading_date"), col("session"));
    Column[] fields = Stream.concat(last, key).toArray(Column[]::new);
    return minutes.groupBy(col("provider"), col("symbol")).agg(max(struct(fields)).as("latest"));
  }
}
