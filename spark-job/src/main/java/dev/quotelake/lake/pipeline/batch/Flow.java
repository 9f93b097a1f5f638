// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.Parallel;
import dev.quotelake.lake.pipeline.store.Pause;
import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Takes each micro-batch of a stream through the tables of a graph. */
public final class Flow {

  private static final String QUERY_ID = "sql.streaming.queryId";

  private final Lock between = new ReentrantLock();
  private final Graph graph;
  private final Tables tables;
  private final TableWriter writer;
  private final EventLogWriter log;
  private final CompactionSchedule compactions;
  private final Consumer<Map<String, String>> begins;
  private final BatchObserver observer;
  private final AtomicLong records = new AtomicLong();

  /**
   * A flow.
   *
   * @param graph the tables it writes
   * @param tables where they are
   * @param permission asked before each write; throws if this process may not write any more
   * @param begins told that a batch begins, and whatever asked the flow to wait is over, with the
   *     properties of the event log as they are then
   * @param observer told of each batch
   */
  public Flow(
      Graph graph,
      Tables tables,
      Runnable permission,
      Consumer<Map<String, String>> begins,
      BatchObserver observer) {
    this.graph = graph;
    this.tables = tables;
    this.writer = new TableWriter(tables, permission);
    this.log = new EventLogWriter(writer);
    this.compactions = new CompactionSchedule(tables);
    this.begins = begins;
    this.observer = observer;
  }

  /** Ends the stream after the micro-batch it is at. */
  public void stop(StreamingQuery query) {
    between.lock();
    try {
      query.stop();
    } catch (TimeoutException e) {
      throw new IllegalStateException("The stream did not stop in time.", e);
    } finally {
      between.unlock();
    }
  }

  /** How many records all micro-batches took. */
  long records() {
    return records.get();
  }

  /** Waits for what goes on beside the micro-batches. */
  void awaitCompaction() {
    compactions.await();
  }

  /**
   * Writes one micro-batch. One without rows is in the event log, too, so that none is missing
   * there.
   *
   * @throws InterruptedException if the stream is stopped before the batch has begun: whoever stops
   *     it interrupts this thread and waits for it to end
   */
  public void call(Dataset<Row> records, long number) throws InterruptedException {
    between.lockInterruptibly();
    try {
      write(records, number);
    } finally {
      between.unlock();
    }
  }

  private void write(Dataset<Row> records, long number) {
    SparkSession session = records.sparkSession();
    BatchId batch = new BatchId(session.sparkContext().getLocalProperty(QUERY_ID), number);
    Pause pause = new Pause(tables, Clock.systemUTC());
    writer.begin(session, batch);
    try (MicroBatch run = new MicroBatch(graph.tables(), writer, observer)) {
      Parallel.run(List.of(() -> begins.accept(pause.await()), () -> run.begin(records)));
      run.writeTables();
      List<TableCommit> commits = run.commits();
      log.append(session, batch, run.ranges(), commits, observer.lags(commits, run.measured()));
      observer.batchDone(batch, run.ranges(), commits, run.measured());
      run.ranges().forEach(range -> this.records.addAndGet(range.records()));
      compactions.after(run.grown());
    }
  }
}
