// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.Hub;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** The running streams of a graph: one, or as many as the flow was cut into. */
public final class LakeStreams {

  private final SparkSession spark;
  private final Tables tables;
  private final Hub hub;
  private final DuplicateMarks marks;
  private final Checkpoints checkpoints;
  private final List<Runnable> stops = new ArrayList<>();

  /** Puts the parts together; nothing runs yet. */
  public LakeStreams(
      SparkSession spark, Tables tables, Hub hub, DuplicateMarks marks, Checkpoints checkpoints) {
    this.spark = spark;
    this.tables = tables;
    this.hub = hub;
    this.marks = marks;
    this.checkpoints = checkpoints;
  }

  /** Starts streams that go on until they are stopped. */
  public void start(List<Segment> segments, Trigger trigger, BatchObserver observer)
      throws Exception {
    for (Segment segment : segments) {
      begin(segment, trigger, observer);
    }
  }

  /** Reads what is there, one stream after the other, and returns. */
  public void catchUp(List<Segment> segments, BatchObserver observer) throws Exception {
    for (Segment segment : segments) {
      begin(segment, Trigger.AvailableNow(), observer).awaitTermination();
    }
  }

  private synchronized StreamingQuery begin(
      Segment segment, Trigger trigger, BatchObserver observer) throws Exception {
    checkpoints.refuseForeignTables(spark, tables, segment);
    Claim claim = Claim.take(spark, tables, segment, checkpoints.of(segment));
    Flow flow = new Flow(segment, tables, claim::refuseIfLost, observer);
    StreamingQuery query =
        rows(segment)
            .writeStream()
            .queryName(segment.streamName())
            .option("checkpointLocation", checkpoints.of(segment))
            .trigger(trigger)
            .foreachBatch(flow)
            .start();
    stops.add(() -> flow.stop(query));
    return query;
  }

  private Dataset<Row> rows(Segment segment) {
    Dataset<Row> rows =
        segment.readsHub() ? hub.records(spark) : tables.readAdded(spark, segment.source());
    return segment.needsMarks() ? marks.on(rows) : rows;
  }

  /** Waits until the streams have been stopped; if one fails, the others are stopped. */
  public void await() throws StreamingQueryException {
    try {
      while (spark.streams().active().length > 0) {
        spark.streams().awaitAnyTermination();
        spark.streams().resetTerminated();
      }
    } finally {
      stop();
    }
  }

  /** Ends each stream after the micro-batch it is at. */
  public synchronized void stop() {
    stops.forEach(Runnable::run);
    stops.clear();
  }
}
