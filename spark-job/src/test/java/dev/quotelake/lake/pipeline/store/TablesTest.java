// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.CrashingTables;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQL names tables in a folder. */
class TablesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @Test
  void aRelativeFolderIsNamedByItsAbsolutePath() {
    Path expected = Path.of("data", "tables", "silver_quotes").toAbsolutePath();

    assertThat(Tables.at(SPARK, "data/tables/").identifier("silver_quotes"))
        .isEqualTo(Tables.at(SPARK, "./data/tables").identifier("silver_quotes"))
        .isEqualTo("delta.`" + expected + "`");
  }

  @Test
  void aPropertyIsSetAgainWhenAnotherCommitWasQuicker(@TempDir Path folder) {
    Tables contested =
        new CrashingTables(Tables.at(SPARK, folder + "/")) {
          private boolean quicker = true;

          @Override
          public Dataset<Row> sql(String text) {
            if (text.startsWith("ALTER") && quicker) {
              quicker = false;
              throw new ConcurrentModificationException("the pause was renewed");
            }
            return super.sql(text);
          }
        };
    contested.save(SPARK.range(1).toDF().write().format("delta"), "event_log");

    contested.set("event_log", "quotelake.name", "value");

    assertThat(contested.properties("event_log")).containsEntry("quotelake.name", "value");
  }

  @Test
  void aFolderWithASchemeIsNamedAsGiven() {
    assertThat(
            Tables.at(SPARK, "abfss://lake@account.dfs.core.windows.net/tables").identifier("gold"))
        .isEqualTo("delta.`abfss://lake@account.dfs.core.windows.net/tables/gold`");
  }
}
