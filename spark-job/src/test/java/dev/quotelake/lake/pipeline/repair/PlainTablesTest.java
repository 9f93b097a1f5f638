// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.DaysOfQuotes;
import dev.quotelake.lake.pipeline.StoredLake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold for engines that know no Spark views. */
class PlainTablesTest {

  private static final List<String> NAMES =
      List.of("gold_latest_quotes", "gold_minute_bars", "gold_daily_summary");

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final DaysOfQuotes quotes = new DaysOfQuotes();
  private StoredLake lake;

  @BeforeEach
  void twoDays() throws Exception {
    lake = StoredLake.of(spark, folder);
    come(
        quotes
            .quote("A", "2024-03-05T15:00:00Z", "100")
            .quote("B", "2024-03-05T15:01:00Z", "50")
            .quote("A", "2024-03-06T15:00:00Z", "101"));
  }

  @Test
  void theyHoldWhatTheViewsShowAndAnyReaderReadsThem() {
    assertThat(update()).hasSize(3).allMatch(line -> line.contains("all of it"));

    assertSame();
    for (String name : NAMES) {
      Row detail = lake.tables.open(name + "_plain").detail().head();
      assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
      assertThat(detail.<Integer>getAs("minWriterVersion")).isEqualTo(2);
      assertThat(detail.<Object>getAs("tableFeatures").toString())
          .doesNotContain("deletionVectors");
    }
  }

  @Test
  void onlyDaysThatHaveChangedAreWrittenAgain() throws Exception {
    // Given plain tables of two days
    update();
    List<String> first = files("2024-03-05");
    List<String> second = files("2024-03-06");
    assertThat(update()).isEmpty();

    // When quotes come for one of them and for a new one
    come(quotes.quote("B", "2024-03-06T15:01:00Z", "51").quote("A", "2024-03-07T15:00:00Z", "102"));

    // Then these two are written, and the other is left alone
    assertThat(update()).contains("gold_minute_bars_plain: days [2024-03-06, 2024-03-07] written");
    assertThat(files("2024-03-05")).isEqualTo(first);
    assertThat(files("2024-03-06")).isNotEqualTo(second);
    assertSame();

    // And so does a day that is gone
    lake.tables.open("gold_minute_bars_parts").delete("trading_date = '2024-03-07'");
    update();
    assertThat(files("2024-03-07")).isEmpty();
    assertSame();
  }

  @Test
  void maintenanceLooksAfterThemToo() {
    update();

    assertThat(new Maintenance(lake.tables, Duration.ofDays(7)).of(lake.graph))
        .filteredOn(outcome -> outcome.table().endsWith("_plain"))
        .hasSize(3)
        .allMatch(Maintenance.Outcome::done);
  }

  private void come(DaysOfQuotes some) throws Exception {
    lake.append(some.records());
    lake.catchUp();
  }

  private List<String> update() {
    return new PlainTables(lake.tables, lake.graph).update();
  }

  private List<String> files(String day) {
    return Arrays.stream(lake.tables.read("gold_minute_bars_plain").inputFiles())
        .filter(file -> file.contains("trading_date=" + day))
        .toList();
  }

  private void assertSame() {
    lake.show();
    for (String name : NAMES) {
      assertThat(lake.tables.read(name + "_plain").collectAsList())
          .as(name)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(spark.table(name).collectAsList());
    }
  }
}
