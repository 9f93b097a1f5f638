// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<TableDefinition> tables =
        new ArrayList<>(MarketTables.graph(QuoteLimits.defaults()).tables());
    tables.add(FiveMinuteBarsTable.definition());
    StoredLake lake = before.with(Graph.of(tables));

    // When more quotes come, and the table is refreshed
    lake.append(hub.records().subList(60, 120));
    lake.catchUp();
    new Refresh(lake.tables, lake.graph, lake.marks).table("gold_five_minute_bars", false);

    // Then it holds the past as well
    lake.show();
    assertThat(rows("select symbol, five_minutes, high, quote_count from gold_five_minute_bars"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            rows(
                """
                select symbol, timestamp_seconds(floor(unix_seconds(quoted_at) / 300) * 300) as five_minutes,
                       max(price) as high, count(*) as quote_count
                from silver_quotes group by 1, 2"""));
  }

  @Test
  void theReadmeShowsThisVeryClass() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/quotelake/lake/pipeline/FiveMinuteBarsTable.java"));
    String definition =
        source.substring(source.indexOf("return TableDefinition"), source.lastIndexOf("build();"));

    assertThat(readme).contains(definition);
  }

  private List<String> rows(String query) {
    return spark.sql(query).toJSON().collectAsList();
  }
}
