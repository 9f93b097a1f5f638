// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.gold.Bars;
import dev.quotelake.lake.pipeline.batch.Compaction;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new table takes one class and one line, also on a lake that has rows already. */
class AddingATableTest {

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  void aNewTableGetsWhatComesAndARefreshGivesItThePast() throws Exception {
    // Given a lake with quotes, and one more table in its list
    RandomHub hub = new RandomHub(7, 120);
    StoredLake before = StoredLake.of(spark, folder);
    before.append(hub.records().subList(0, 60));
    before.catchUp();
    List<TableDefinition> tables = new ArrayList<>(before.graph.tables());
    tables.add(DailySpreadsTable.definition());
    StoredLake lake =
        before.with(Graph.of(tables).with(List.of(Bars.ofMinutes(30)), before.graph.references()));

    // When more quotes come, and the table is refreshed
    lake.append(hub.records().subList(60, hub.records().size()));
    lake.catchUp();
    assertCompacts(lake, DailySpreadsTable.definition());
    new Refresh(lake.tables, lake.graph, lake.marks).table("gold_daily_spreads", false);

    // Then it holds the past as well
    lake.show();
    assertThat(
            rows(
                "select provider, symbol, trading_date, quotes, spread_sum from gold_daily_spreads"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            rows(
                """
                select provider, symbol, trading_date, count(*) as quotes, sum(spread_bps) as spread_sum
                from silver_quotes where spread_bps is not null group by 1, 2, 3"""));

    // And the view shows the past with the volume of each trading day
    assertThat(
            rows(
                """
                select provider, symbol, trading_date, sum(volume + volume_correction) as volume
                from gold_30_minute_bars group by 1, 2, 3"""))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            rows("select provider, symbol, trading_date, volume from gold_daily_summary"));
  }

  private void assertCompacts(StoredLake lake, TableDefinition table) {
    List<Row> days =
        lake.tables
            .read(table.storedName())
            .selectExpr("cast(trading_date as string)")
            .distinct()
            .collectAsList();
    assertThat(days).isNotEmpty();
    for (Row day : days) {
      assertThat(new Compaction(table, day, TableDefinition.WHOLE).run(lake.tables)).isTrue();
    }
  }

  @Test
  void theReadmeShowsThisVeryClass() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/quotelake/lake/pipeline/DailySpreadsTable.java"));
    String definition =
        source.substring(source.indexOf("return TableDefinition"), source.lastIndexOf("build();"));

    assertThat(readme).contains(definition).contains("Bars.ofMinutes(30)");
  }

  private List<String> rows(String query) {
    return spark.sql(query).toJSON().collectAsList();
  }
}
