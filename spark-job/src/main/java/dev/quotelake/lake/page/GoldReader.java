// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the page asks gold for. Each question has an end: so many rows and no more. */
final class GoldReader implements CandleSource {
  private static final String POOL = "spark.scheduler.pool";
  private static final String GROUP = "quotelake-page";
  private static final int MOST_BARS = 3_000;

  private final Tables tables;
  private final Graph graph;
  private final Views views;

  /**
   * @param tables seen by a session of the page's own
   */
  GoldReader(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
    this.views = new Views(tables);
    // The job itself writes gold, so what it knows of the table is new enough: no look at the
    // table's log, for which a commit would have to wait.
    spark().conf().set("spark.databricks.delta.stalenessLimit", "1m");
    spark().conf().set("spark.sql.shuffle.partitions", "1");
  }

  @Override
  public List<Instrument> instruments(
      Optional<String> provider, Optional<String> symbol, int most) {
    inItsOwnPool();
    Dataset<Row> latest = published(GoldLatestQuotesTable.NAME);
    latest = provider.map(col("provider")::equalTo).map(latest::where).orElse(latest);
    latest = symbol.map(col("symbol")::equalTo).map(latest::where).orElse(latest);
    return latest
        .selectExpr("provider", "symbol", "string(trading_date)")
        .orderBy("provider", "symbol")
        .limit(most)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Instrument(
                    row.getString(0), row.getString(1), LocalDate.parse(row.getString(2))))
        .toList();
  }

  @Override
  public Day day(String provider, String symbol, LocalDate date) {
    inItsOwnPool();
    List<Row> rows =
        published(GoldMinuteBarsTable.NAME)
            .where(
                col("provider")
                    .equalTo(provider)
                    .and(col("symbol").equalTo(symbol))
                    .and(col("trading_date").equalTo(lit(date.toString()).cast("date"))))
            .selectExpr(
                "unix_seconds(minute_start)",
                "session",
                "open",
                "high",
                "low",
                "close",
                "volume",
                "volume_correction",
                "unix_seconds(volume_since)",
                "market",
                "currency")
            .orderBy("minute_start")
            .limit(MOST_BARS)
            .collectAsList();
    Optional<Row> last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1));
    return new Day(
        rows.stream().map(GoldReader::bar).toList(),
        last.map(row -> row.getString(9)),
        last.map(row -> row.getString(10)));
  }

  @Override
  public void cancel() {
    spark().sparkContext().cancelJobGroup(GROUP);
  }

  private void inItsOwnPool() {
    spark().sparkContext().setJobGroup(GROUP, "the lake's page", true);
    spark().sparkContext().setLocalProperty(POOL, "aside");
  }

  private Dataset<Row> published(String table) {
    return tables.sql(views.query(graph, table));
  }

  private SparkSession spark() {
    return tables.spark();
  }

  private static Bar bar(Row row) {
    Optional<BigDecimal> rise = Optional.ofNullable(row.getDecimal(6));
    return new Bar(
        Instant.ofEpochSecond(row.getLong(0)),
        row.getString(1),
        row.getDecimal(2),
        row.getDecimal(3),
        row.getDecimal(4),
        row.getDecimal(5),
        rise.map(
            volume ->
                new Bar.Volume(volume, row.getDecimal(7), Instant.ofEpochSecond(row.getLong(8)))));
  }
}
