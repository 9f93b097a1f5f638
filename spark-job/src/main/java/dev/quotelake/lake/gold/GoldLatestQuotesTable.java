// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
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
    StructType latest = GoldLatestQuotesTransform.latest(quotes.columns());
    return TableDefinition.table(NAME)
        .comment("The latest quote of each symbol.")
        .reads(SilverQuotesTable.NAME)
        .through(new GoldLatestQuotesTransform(latest))
        .columns(new StructType().add("symbol", DataTypes.StringType).add("latest", latest))
        .mode(new WriteMode.Merge(List.of("symbol"), Map.of("latest", Combine.GREATEST)))
        .skipBy("symbol")
        .publishedAs("select symbol, latest.* from {table}")
        .build();
  }
}
