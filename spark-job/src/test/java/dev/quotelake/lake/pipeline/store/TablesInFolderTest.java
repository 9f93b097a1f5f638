// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How SQL names tables in a folder. */
class TablesInFolderTest {

  @Test
  void aRelativeFolderIsNamedByItsAbsolutePath() {
    Path expected = Path.of("data", "tables", "silver_quotes").toAbsolutePath();

    assertThat(Tables.at("data/tables/").identifier("silver_quotes"))
        .isEqualTo(Tables.at("./data/tables").identifier("silver_quotes"))
        .isEqualTo("delta.`" + expected + "`");
  }

  @Test
  void aFolderWithASchemeIsNamedAsGiven() {
    assertThat(Tables.at("abfss://lake@account.dfs.core.windows.net/tables").identifier("gold"))
        .isEqualTo("delta.`abfss://lake@account.dfs.core.windows.net/tables/gold`");
  }
}
