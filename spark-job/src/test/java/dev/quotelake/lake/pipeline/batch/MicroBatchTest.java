// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables are written side by side. */
class MicroBatchTest {

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  @Timeout(120)
  void aTableCountsAsCommittedWhenThoseBelowItAre() throws Exception {
    // Given bronze that is stored after the table that reads it
    Graph graph =
        Graph.of(
            List.of(
                BronzeQuotesTable.definition(),
                TableDefinition.table("copies")
                    .reads(BronzeQuotesTable.NAME)
                    .columns(HubRecords.TYPE)
                    .build()));
    CountDownLatch copied = new CountDownLatch(1);
    Tables tables =
        new CrashingTables(Tables.at(spark, folder + "/tables")) {
          @Override
          public void save(DataFrameWriter<Row> rows, String storedName) {
            if (storedName.equals(BronzeQuotesTable.NAME)) {
              await(copied);
            }
            super.save(rows, storedName);
            copied.countDown();
          }
        };
    new Schemas(tables).prepare(graph);

    // When a batch comes
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", "market");
    new Flow(graph, tables, () -> {}, properties -> {}, BatchObserver.NONE).call(records(), 0L);

    // Then the event log says of it what a reader of both can rely on
    Dataset<Row> log = tables.read("event_log");
    assertThat(log.where("table = 'copies'").head().<Timestamp>getAs("committed_at"))
        .isEqualTo(log.where("table = 'bronze_quotes'").head().<Timestamp>getAs("committed_at"));
  }

  private Dataset<Row> records() {
    Timestamp now = Timestamp.from(Instant.parse("2024-03-07T15:00:00Z"));
    Row row = RowFactory.create("quotes", 0, 0L, now, null, new byte[0], null, now);
    return DuplicateMarks.none(spark.createDataFrame(List.of(row), HubRecords.TYPE));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
