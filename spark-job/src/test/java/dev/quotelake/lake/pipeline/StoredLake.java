// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.Flow;
import dev.quotelake.lake.pipeline.batch.LakeStreams;
import dev.quotelake.lake.pipeline.store.Checkpoints;
import dev.quotelake.lake.pipeline.store.Preparation;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.Segment;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.Hub;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake in a temporary folder cut above bronze, with a test in the place of the hub. */
public final class StoredLake {

  private static final List<String> CUT = List.of("bronze_quotes");

  private final SparkSession spark;
  public final CrashingTables tables;
  public final Graph graph;
  public final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final Path folder;
  private List<String> cuts = CUT;
  private long appended;

  public StoredLake(SparkSession spark, Path folder, Graph graph) {
    this.spark = spark;
    this.tables = new CrashingTables(Tables.at(folder + "/tables"));
    this.graph = graph;
    this.folder = folder;
    new Preparation(spark, tables).of(graph);
  }

  public static StoredLake of(SparkSession spark, Path folder) {
    return new StoredLake(spark, folder, MarketTables.graph(QuoteLimits.defaults()));
  }

  /** The same lake with other definitions. */
  public StoredLake with(Graph other) {
    return new StoredLake(spark, folder, other).after(appended).cutAt(cuts);
  }

  /** The same lake, which has got records this many times before. */
  public StoredLake after(long batches) {
    this.appended = batches;
    return this;
  }

  /** The same lake with its flow cut at these tables, bronze the first. */
  public StoredLake cutAt(List<String> tables) {
    this.cuts = tables;
    return this;
  }

  /** Lets the stream below bronze get these records. */
  public void append(List<Row> records) throws InterruptedException {
    SparkSession ofTheStream = spark.cloneSession();
    ofTheStream.sparkContext().setLocalProperty("sql.streaming.queryId", "hub");
    new Flow(graph.segments(CUT).get(0), tables, () -> {}, BatchObserver.NONE)
        .call(
            DuplicateMarks.none(ofTheStream.createDataFrame(records, HubRecords.TYPE)), appended++);
  }

  /** Lets the streams above bronze read what is new. */
  public void catchUp() throws Exception {
    List<Segment> segments = graph.segments(cuts);
    new LakeStreams(
            spark, tables, new Hub(Map.of()), marks, new Checkpoints(folder + "/checkpoints"))
        .catchUp(segments.subList(1, segments.size()), BatchObserver.NONE);
  }

  /** Makes the tables known to SQL by their names. */
  public void show() {
    new Views(spark, tables).show(graph);
  }
}
