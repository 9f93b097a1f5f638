// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bench;

import static org.apache.spark.sql.functions.expr;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.command.LakeSession;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
      append(
          tables,
          parts(bars, "minute_start")
              .withColumn(
                  "quarter_hour",
                  expr("cast(pmod(unix_seconds(minute_start), 86400) div 900 as int)")),
          "gold_minute_bars_parts");
      append(
          tables,
          parts(bars.where("minute = 0"), "minute_start").drop("minute_start"),
          "gold_daily_summary_parts");
      new Maintenance(tables, Duration.ofDays(7)).of(graph);
    }
  }

  private static Dataset<Row> parts(Dataset<Row> bars, String start) {
    String edge =
        "named_struct('quoted_at', %s, 'fetched_at', %s, 'event_id', hex(minute), 'price', cast(100 as decimal(18,8)))"
            .formatted(start, start);
    return bars.select(
        expr("symbol"),
        expr("trading_date"),
        expr(start),
        expr(edge).as("first"),
        expr(edge).as("last"),
        expr("cast(99 as decimal(18,8))").as("low"),
        expr("cast(101 as decimal(18,8))").as("high"),
        expr("cast(6000 as decimal(38,8))").as("price_sum"),
        expr("cast(60 as bigint)").as("quote_count"),
        expr("cast(minute * 1000 as decimal(18,4))").as("day_volume"));
  }

  private static void append(Tables tables, Dataset<Row> rows, String storedName) {
    tables.save(rows.write().format("delta").mode("append"), storedName);
  }
}
