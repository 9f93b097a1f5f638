// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.WriterLease;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream that takes the hub's records into the tables of a graph. */
public final class LakeStream {

  private static final Logger LOG = LoggerFactory.getLogger(LakeStream.class);

  private final Graph graph;
  private final Tables tables;
  private final Checkpoint checkpoint;

  /**
   * A stream that does not run yet; nothing is written.
   *
   * @throws PipelineException if the checkpoint is not that of these tables, see {@link
   *     Checkpoint#refuseOtherTables}, or a definition cannot be carried out
   */
  public LakeStream(Graph graph, Tables tables, Checkpoint checkpoint) throws IOException {
    checkpoint.refuseOtherTables(tables, graph);
    new Schemas(tables).refuseOtherTransforms(graph);
    this.graph = graph;
    this.tables = tables;
    this.checkpoint = checkpoint;
  }

  /**
   * Brings the tables to their definitions, takes over from whoever wrote them before, and starts.
   *
   * @param records of the hub, as a stream, with their {@code DuplicateMarks}
   * @param begins told of each micro-batch, see {@link Flow}
   * @param observer told of each micro-batch
   */
  public Running start(
      Dataset<Row> records,
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
    return new Running(flow, query);
  }

  /** A stream that was started. */
  public static final class Running {
    private final Flow flow;
    private final StreamingQuery query;

    private Running(Flow flow, StreamingQuery query) {
      this.flow = flow;
      this.query = query;
    }

    /** Waits until it ends: because it was stopped, or has read what there was. */
    public void await() throws StreamingQueryException {
      query.awaitTermination();
      flow.awaitCompaction();
      LOG.info("The stream has ended; it took {} records from the hub", flow.records());
    }

    /** Ends it after the micro-batch it is at. */
    public void stop() {
      flow.stop(query);
    }
  }
}
