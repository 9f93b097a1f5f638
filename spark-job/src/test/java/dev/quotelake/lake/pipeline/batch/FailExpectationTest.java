// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fail expectation stops the flow, and the flow goes on when the cause is gone. */
class FailExpectationTest {

  private static final Timestamp NOW = Timestamp.from(Instant.parse("2024-03-07T15:00:00Z"));
  private static final String HAS_VALUE = "value is not null";

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  void theFlowStopsBeforeTheTableAndGoesOnWhenTheRuleIsAnother() throws Exception {
    // Given a flow that has read a good record, and gets one that must stop it
    StoredLake strict =
        new StoredLake(spark, folder, graph(Expectation.fail("has_value", HAS_VALUE)));
    strict.append(List.of(record(0, new byte[] {1})));
    strict.catchUp();
    strict.append(List.of(record(1, null), record(2, new byte[] {2})));

    // When it goes on, twice
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(strict::catchUp)
          .isInstanceOf(StreamingQueryException.class)
          .hasMessageContaining("1 rows of table checked fail the expectation has_value")
          .hasMessageContaining("stops the flow");

      // Then the table has nothing of the batch, and the event log does not know it
      assertThat(offsets(strict, "checked")).containsExactly(0L);
      assertThat(strict.tables.read("event_log").where("batch > 0").count()).isZero();
    }

    // And when the rule only keeps such records out, all that stood back comes, once
    StoredLake lenient = strict.with(graph(Expectation.drop("has_value", HAS_VALUE)));
    lenient.catchUp();
    assertThat(offsets(lenient, "bronze_quotes")).containsExactly(0L, 1L, 2L);
    assertThat(offsets(lenient, "checked")).containsExactly(0L, 2L);
    assertThat(new Check(lenient.tables, lenient.graph, lenient.marks).answers())
        .allMatch(Check.Answer::kept);
  }

  private static Graph graph(Expectation rule) {
    return Graph.of(
        List.of(
            BronzeQuotesTable.definition(),
            TableDefinition.table("checked")
                .reads(BronzeQuotesTable.NAME)
                .columns(HubRecords.TYPE)
                .expect(rule)
                .build()));
  }

  private static Row record(long offset, byte[] value) {
    return RowFactory.create("quotes", 0, offset, NOW, null, value, null, NOW);
  }

  private static List<Long> offsets(StoredLake lake, String table) {
    return lake.tables.read(table).orderBy("offset").collectAsList().stream()
        .map(row -> row.<Long>getAs("offset"))
        .toList();
  }
}
