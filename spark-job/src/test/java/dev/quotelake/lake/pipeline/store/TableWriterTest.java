// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each batch is in each table once, whoever tries to write it, and how often. */
class TableWriterTest {

  private static final TableDefinition NUMBERS =
      TableDefinition.table("numbers")
          .reads(TableDefinition.HUB)
          .columns(new StructType().add("id", DataTypes.LongType))
          .build();

  private static final Graph GRAPH = Graph.of(List.of(NUMBERS));

  private static Runnable withinTheWrite = () -> {};

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private Tables tables;

  @BeforeEach
  void prepare() {
    tables = Tables.at(spark, folder + "/tables");
    new Schemas(tables).prepare(GRAPH);
    withinTheWrite = () -> {};
  }

  @Test
  void aBatchThatTheTableHoldsIsSkipped() {
    // Given batches 3 and 4 of a flow in the table
    write(writer(take(), 3));
    write(writer(take(), 4));

    // When the job is started again and gets them, and one before
    write(writer(take(), 2));
    write(writer(take(), 3));
    write(writer(take(), 4));

    // Then nothing came twice
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aBatchIsFoundBelowManyCommitsOfOthers() {
    // Given a batch, and more commits after it than a job that starts looks at first
    WriterLease lease = take();
    write(writer(lease, 3));
    Tables others = Tables.at(LocalSpark.lakeSession(), folder + "/tables");
    for (int commit = 0; commit <= TableHistory.FEW_COMMITS; commit++) {
      others.set("numbers", "commit", Integer.toString(commit));
    }

    write(writer(lease, 3));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void batchesOfAnotherCheckpointAreOthers() {
    // Given batch 7 of a flow
    write(writer(take(), 7));

    // When a flow with another checkpoint counts its batches from zero
    TableWriter other = new TableWriter(tables, () -> {});
    other.begin(spark, new BatchId("other", 0));
    write(other);

    // Then they are not taken for those of the first
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aNewCheckpointIsRefusedTablesThatHoldRows() throws IOException {
    Checkpoint other = Checkpoint.in(folder + "/others");
    other.refuseOtherTables(tables, GRAPH);
    write(writer(take(), 0));

    assertThatThrownBy(() -> other.refuseOtherTables(tables, GRAPH))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("numbers holds rows already")
        .hasMessageContaining("--checkpoints");
  }

  @Test
  void aWriteIsRepeatedWhenSomebodyElseWasQuicker() {
    // Given somebody who changes the table while the first attempt is under way
    WriterLease lease = take();
    withinTheWrite =
        () -> {
          withinTheWrite = () -> {};
          CompletableFuture.runAsync(() -> tables.set("numbers", "somebody", "else")).join();
        };

    write(writer(lease, 1));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whoeverWasTakenOverWritesNoMore() {
    WriterLease old = take();
    take();

    assertThatThrownBy(() -> write(writer(old, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has taken over")
        .hasMessageContaining(folder.toString());
    assertThat(count()).isZero();
  }

  @Test
  void whoeverWasTakenOverJustBeforeDeltaBeganTheWriteWritesNoMore() {
    // Given a writer that another job takes over from between its last line and Delta's first
    WriterLease old = take();
    tables =
        new CrashingTables(tables) {
          @Override
          public void save(DataFrameWriter<Row> rows, String storedName) {
            take();
            super.save(rows, storedName);
          }
        };

    assertThatThrownBy(() -> write(writer(old, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has taken over");
    assertThat(count()).isZero();
  }

  @Test
  void aWriteThatHadBegunBeforeItWasTakenOverIsRefused() {
    WriterLease old = take();
    withinTheWrite = this::take;

    assertThatThrownBy(() -> write(writer(old, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has taken over");
    assertThat(count()).isZero();
  }

  private WriterLease take() {
    try {
      return WriterLease.take(tables, GRAPH, new Checkpoint(folder + "/checkpoint"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TableWriter writer(WriterLease lease, long batch) {
    TableWriter writer = new TableWriter(tables, lease::refuseIfLost);
    writer.begin(spark, new BatchId("flow", batch));
    return writer;
  }

  private void write(TableWriter writer) {
    MapFunction<Long, Long> identity =
        id -> {
          withinTheWrite.run();
          return id;
        };
    Dataset<Row> rows = spark.range(1).map(identity, Encoders.LONG()).toDF("id");
    writer.write(NUMBERS, rows);
  }

  private long count() {
    return tables.read("numbers").count();
  }
}
