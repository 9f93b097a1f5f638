// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.WriterLease;
import dev.quotelake.lake.pipeline.table.Graph;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** The running stream that takes the hub's records into the tables of a graph. */
public final class LakeStream {

  private final Flow flow;
  private final StreamingQuery query;

  private LakeStream(Flow flow, StreamingQuery query) {
    this.flow = flow;
    this.query = query;
  }

  /**
   * Brings the tables to their definitions, takes over from whoever wrote them before, and starts.
   *
   * @param records of the hub, as a stream, with their {@code DuplicateMarks}
   * @param checkpoint that of these tables, see {@link Checkpoint#refuseOtherTables}
   * @param begins told of each micro-batch, see {@link Flow}
   * @param observer told of each micro-batch
   */
  public static LakeStream start(
      Dataset<Row> records,
      Graph graph,
      Tables tables,
      Checkpoint checkpoint,
      Trigger trigger,
      Consumer<Map<String, String>> begins,
      BatchObserver observer)
      throws IOException, TimeoutException {
    new Schemas(tables).prepare(graph);
    checkpoint.noteIn(tables);
    WriterLease lease = WriterLease.take(tables, graph, checkpoint);
    Flow flow = new Flow(graph, tables, lease::refuseIfLost, begins, observer);
    StreamingQuery query =
        records
            .writeStream()
            .queryName(Checkpoint.STREAM)
            .option("checkpointLocation", checkpoint.path())
            .trigger(trigger)
            .foreachBatch((VoidFunction2<Dataset<Row>, Long>) flow::call)
            .start();
    return new LakeStream(flow, query);
  }

  /** Waits until the stream ends: because it was stopped, or has read what there was. */
  public void await() throws StreamingQueryException {
    query.awaitTermination();
    flow.awaitCompaction();
  }

  /** Ends the stream after the micro-batch it is at. */
  public void stop() {
    flow.stop(query);
  }
}
