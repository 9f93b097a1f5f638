// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.command.LakeSession;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Fills the gold tables with days that have passed: {@code FOLDER DAYS SYMBOLS}. Each day has a bar
 * a symbol and minute of the regular session; then the tables are maintained, as a real lake's are.
 */
public final class HistoryTables {

  private static final int MINUTES_A_DAY = 390;

  private HistoryTables() {}

  public static void main(String[] arguments) {
    long days = Long.parseLong(arguments[1]);
    long symbols = Long.parseLong(arguments[2]);
    try (LakeSession session = LakeSession.open()) {
      SparkSession spark = session.spark();
      Tables tables = Tables.at(spark, arguments[0]);
      Graph graph = MarketTables.graph(QuoteLimits.defaults());
      new Schemas(tables).prepare(graph);
      Dataset<Row> bars =
          spark
              .range(days * MINUTES_A_DAY * symbols)
              .select(
                  lit("alpaca").as("provider"),
                  lit("regular").as("session"),
                  expr("concat('SYM', id % " + symbols + ")").as("symbol"),
                  expr("date_sub(current_date(), 1 + cast(id div "
                          + symbols * MINUTES_A_DAY
                          + " as int))")
                      .as("trading_date"),
                  expr("(id div " + symbols + ") % " + MINUTES_A_DAY).as("minute"))
              .withColumn(
                  "minute_start",
                  expr(
                      "cast(trading_date as timestamp) + make_interval(0, 0, 0, 0, 14, 30 + cast(minute as int), 0)"));
      append(tables, graph.table("gold_minute_bars"), bars);
      append(tables, graph.table("gold_daily_summary"), bars.where("minute = 0"));
      new Maintenance(tables, Duration.ofDays(7)).of(graph).forEach(System.out::println);
    }
  }

  private static void append(Tables tables, TableDefinition table, Dataset<Row> bars) {
    List<String> keys = List.of(bars.columns());
    Column[] columns =
        Stream.of(table.columns().fields())
            .map(field -> keys.contains(field.name()) ? col(field.name()) : value(field))
            .toArray(Column[]::new);
    tables.save(
        table.asStored(bars.select(columns)).write().format("delta").mode("append"),
        table.storedName());
  }

  private static Column value(StructField field) {
    if (field.dataType() instanceof StructType quote) {
      return struct(Stream.of(quote.fields()).map(HistoryTables::value).toArray(Column[]::new))
          .as(field.name());
    }
    String sql =
        switch (field.name()) {
          case "quoted_at", "fetched_at" -> "minute_start";
          case "event_id" -> "hex(minute)";
          case "day_volume" -> "minute * 1000";
          case "price_sum" -> "6000";
          case "quote_count" -> "60";
          case "market" -> "'XNYS'";
          case "currency", "least_currency", "greatest_currency" -> "'USD'";
          case "quoted_at_source" -> "'provider'";
          default -> "100";
        };
    return expr(sql).cast(field.dataType()).as(field.name());
  }
}
