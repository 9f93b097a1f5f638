// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.query.NamedTables;
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
final class StoredLake {

  private static final List<String> CUT = List.of("bronze_quotes");

  final SparkSession spark;
  final CrashingTables tables;
  final Graph graph;
  final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final Path folder;
  private List<String> cuts = CUT;
  private long appended;

  StoredLake(SparkSession spark, Path folder, Graph graph) {
    this.spark = spark;
    this.tables = new CrashingTables(Tables.at(folder + "/tables"));
    this.graph = graph;
    this.folder = folder;
    new Preparation(spark, tables).of(graph);
  }

  static StoredLake of(SparkSession spark, Path folder) {
    return new StoredLake(spark, folder, MarketTables.graph(QuoteLimits.defaults()));
  }

  /** The same lake with other definitions. */
  StoredLake with(Graph other) {
    return new StoredLake(spark, folder, other).after(appended).cutAt(cuts);
  }

  /** The same lake, which has got records this many times before. */
  StoredLake after(long batches) {
    this.appended = batches;
    return this;
  }

  /** The same lake with its flow cut at these tables, bronze the first. */
  StoredLake cutAt(List<String> tables) {
    this.cuts = tables;
    return this;
  }

  /** Lets the stream below bronze get these records. */
  void append(List<Row> records) throws InterruptedException {
    SparkSession ofTheStream = spark.cloneSession();
    ofTheStream.sparkContext().setLocalProperty("sql.streaming.queryId", "hub");
    new Flow(graph.segments(CUT).get(0), tables, () -> {}, BatchObserver.NONE)
        .call(
            DuplicateMarks.none(ofTheStream.createDataFrame(records, HubRecords.TYPE)), appended++);
  }

  /** Lets the streams above bronze read what is new. */
  void catchUp() throws Exception {
    List<Segment> segments = graph.segments(cuts);
    new LakeStreams(
            spark, tables, new Hub(Map.of()), marks, new Checkpoints(folder + "/checkpoints"))
        .catchUp(segments.subList(1, segments.size()), BatchObserver.NONE);
  }

  /** Makes the tables known to SQL by their names. */
  void show() {
    new NamedTables(spark, tables, graph).showAll();
  }
}
