// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class LakeSessionTest {

  @Test
  void stateIsKeptByTheClassOfRocksDbThatIsThere() {
    String databricks = "com.databricks.sql.streaming.state.RocksDBStateStoreProvider";

    assertThat(LakeSession.stateStore(databricks::equals)).isEqualTo(databricks);
    assertThat(LocalSpark.lakeSession().conf().get("spark.sql.streaming.stateStore.providerClass"))
        .isEqualTo("org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
  }

  @Test
  void aValueThatIsNoNumberIsNullAndNotTheEndOfTheStreamWhateverSparksDefault() {
    SparkSession session = LocalSpark.lakeSession();

    assertThat(session.sql("select cast('n/a' as decimal(18,8))").head().isNullAt(0)).isTrue();
  }
}
