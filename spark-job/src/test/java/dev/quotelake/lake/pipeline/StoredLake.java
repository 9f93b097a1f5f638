// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.Hub;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake in a temporary folder whose bronze is written by the test instead of a hub. */
final class StoredLake {

  final SparkSession spark;
  final CrashingTables tables;
  final Graph graph;
  final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final Path checkpoints;

  StoredLake(SparkSession spark, Path folder, Graph graph) {
    this.spark = spark;
    this.tables = new CrashingTables(Tables.at(folder + "/tables"));
    this.graph = graph;
    this.checkpoints = folder.resolve("checkpoints");
    new Preparation(spark, tables).of(graph);
  }

  static StoredLake of(SparkSession spark, Path folder) {
    return new StoredLake(spark, folder, MarketTables.graph(QuoteLimits.defaults()));
  }

  /** Adds records to bronze. */
  void append(List<Row> records) {
    tables.save(
        spark.createDataFrame(records, HubRecords.TYPE).write().format("delta").mode("append"),
        "bronze_quotes");
  }

  /** Lets the stream above bronze read what is new. */
  void catchUp() throws Exception {
    List<Segment> segments = graph.segments(List.of("bronze_quotes"));
    new LakeStreams(
            spark, tables, new Hub(Map.of()), marks, new Checkpoints(checkpoints.toString()))
        .catchUp(segments.subList(1, 2), BatchObserver.NONE);
  }

  /** Makes the tables known to SQL by their names. */
  void show() {
    new Published(spark, tables).show(graph);
  }
}
