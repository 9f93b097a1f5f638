// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.RandomHub;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.Flow;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.CorporateActionTable;
import dev.quotelake.lake.reference.TradingDayTable;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a schema, everybody reads the tables by their names, with whatever speaks SQL. */
class ViewsTest {

  private static final String SCHEMA = "market_of_published_test";

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @BeforeEach
  void schema() {
    spark.sql("CREATE SCHEMA %s LOCATION '%s'".formatted(SCHEMA, folder.toUri()));
  }

  @AfterEach
  void dropSchema() {
    spark.sql("DROP SCHEMA %s CASCADE".formatted(SCHEMA));
  }

  @Test
  void goldIsThereForOtherSessionsAndStaysSo() throws Exception {
    // Given the tables in a schema, prepared by two starts of the job, and a quote
    Graph graph = MarketTables.graph(QuoteLimits.defaults());
    Tables tables = Tables.at(spark, SCHEMA);
    new TradingDayTable(tables).write(Calendars.supplied(), LocalDate.now(ZoneOffset.UTC));
    new CorporateActionTable(tables).create();
    new Schemas(tables).prepare(graph);
    new Schemas(tables).prepare(graph);
    RandomHub hub = new RandomHub(3, 40);
    SparkSession stream = LocalSpark.lakeSession();
    stream.sparkContext().setLocalProperty("sql.streaming.queryId", "market");
    new Flow(graph, tables, () -> {}, properties -> {}, BatchObserver.NONE)
        .call(DuplicateMarks.none(stream.createDataFrame(hub.records(), HubRecords.TYPE)), 0L);

    // When somebody else asks for them
    SparkSession other = LocalSpark.lakeSession();
    long quotes = other.table(SCHEMA + ".silver_quotes").where("session <> 'closed'").count();

    // Then gold says the same of the day, by minutes and by symbols
    assertThat(quotes).isPositive();
    assertThat(sum(other, "gold_minute_bars")).isEqualTo(quotes);
    assertThat(sum(other, "gold_daily_summary")).isEqualTo(quotes);
    assertThat(other.table(SCHEMA + ".gold_latest_quotes").count())
        .isEqualTo(
            other.table(SCHEMA + ".silver_quotes").select("provider", "symbol").distinct().count());
    assertThat(sum(other, "gold_15_minute_bars")).isEqualTo(quotes);
    assertThat(sum(other, "gold_daily_summary_adjusted")).isEqualTo(quotes);
    assertThat(other.table(SCHEMA + ".gold_reconciliation").count())
        .isEqualTo(other.table(SCHEMA + ".gold_daily_summary").count());
  }

  private static long sum(SparkSession spark, String view) {
    return spark
        .sql("select sum(quote_count) from %s.%s".formatted(SCHEMA, view))
        .head()
        .getLong(0);
  }
}
