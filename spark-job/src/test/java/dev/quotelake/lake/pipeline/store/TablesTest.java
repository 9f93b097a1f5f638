// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

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
  void aFolderWithASchemeIsNamedAsGiven() {
    assertThat(
            Tables.at(SPARK, "abfss://lake@account.dfs.core.windows.net/tables").identifier("gold"))
        .isEqualTo("delta.`abfss://lake@account.dfs.core.windows.net/tables/gold`");
  }
}
