// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.LakeStream;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.query.NamedTables;
import dev.quotelake.lake.reference.CorporateActionTable;
import dev.quotelake.lake.reference.TradingDayTable;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** A lake in a temporary folder; in the place of the hub a table of records, read as a stream. */
public final class StoredLake {

  public final CrashingTables tables;
  public final Graph graph;
  public final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final SparkSession spark;
  private final Path folder;

  public StoredLake(SparkSession spark, Path folder, Graph graph) {
    this.spark = spark;
    this.tables = new CrashingTables(tablesIn(spark, folder));
    this.graph = graph;
    this.folder = folder;
    new Schemas(tables).prepare(graph);
  }

  /** Tables in a folder, with those that views read beside the graph's. */
  public static Tables tablesIn(SparkSession spark, Path folder) {
    TradingDays.copyTo(folder.resolve("tables"));
    Tables tables = Tables.at(spark, folder + "/tables");
    new CorporateActionTable(tables).create();
    return tables;
  }

  public static StoredLake of(SparkSession spark, Path folder) {
    return new StoredLake(spark, folder, MarketTables.graph(QuoteLimits.defaults()));
  }

  /** The same lake with other definitions. */
  public StoredLake with(Graph other) {
    return new StoredLake(spark, folder, other);
  }

  /** Lets the hub get these records. */
  public void append(List<Row> records) {
    spark
        .createDataFrame(records, HubRecords.TYPE)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(hub());
  }

  /** Lets the job read what is new, and stop. */
  public void catchUp() throws Exception {
    catchUp(properties -> {});
  }

  /** The same, with something that is told when a micro-batch begins. */
  public void catchUp(Consumer<Map<String, String>> begins) throws Exception {
    new LakeStream(graph, tables, Checkpoint.in(folder + "/checkpoints"))
        .start(
            marks.on(spark.readStream().format("delta").load(hub())),
            Trigger.AvailableNow(),
            begins,
            BatchObserver.NONE)
        .await();
  }

  /** Makes the tables known to SQL by their names. */
  public void show() {
    new NamedTables(tables, graph).showAll();
  }

  private String hub() {
    return folder + "/hub";
  }

  /** The table of trading days: the same in every lake, and slow to work out, so made once. */
  private static final class TradingDays {
    private static final Path MADE =
        Path.of("target", "trading-days", String.valueOf(ProcessHandle.current().pid()))
            .toAbsolutePath();

    static synchronized void copyTo(Path tables) {
      // With compiled plans: these are many rows.
      new TradingDayTable(Tables.at(LocalSpark.lakeSession(), MADE.toString()))
          .write(Calendars.supplied(), LocalDate.now(ZoneOffset.UTC));
      Path from = MADE.resolve(TradingDayTable.NAME);
      Path to = tables.resolve(TradingDayTable.NAME);
      try {
        if (!Files.exists(to)) {
          Files.createDirectories(tables);
          FileUtils.copyDirectory(from.toFile(), to.toFile());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
