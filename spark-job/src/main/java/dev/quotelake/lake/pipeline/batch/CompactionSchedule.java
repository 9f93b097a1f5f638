// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Parallel;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;

/**
 * Compacts merged tables beside a running flow: now and then the partition that has got the most
 * partial aggregates, so that those who read have little to combine. No micro-batch waits for it,
 * and there is one at a time. What is left when a job ends waits until the partition grows again,
 * or for {@code maintain}.
 */
final class CompactionSchedule {

  /**
   * Seldom enough to cost a tenth of the micro-batches' time, often enough to take no longer than
   * two of them.
   */
  private static final int BATCHES_A_PARTITION = 20;

  /** So that the compactions of three merged tables do not come all at once. */
  private static final int BATCHES_BETWEEN = 7;

  /** Beyond them all is forgotten: what is not compacted here is for {@code maintain}. */
  private static final int MOST_PARTITIONS = 10_000;

  private record Partition(TableDefinition table, Row values) {}

  private final Tables tables;
  private final Map<Partition, Integer> added = new HashMap<>();
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
  private int batches;

  CompactionSchedule(Tables tables) {
    this.tables = tables;
  }

  /**
   * Takes note of a micro-batch, and begins a compaction if it is time to and none is running.
   *
   * @throws RuntimeException what the one before failed with
   */
  void after(Map<TableDefinition, List<Row>> grown) {
    grown.forEach(
        (table, partitions) ->
            partitions.forEach(
                values -> added.merge(new Partition(table, values), 1, Integer::sum)));
    batches++;
    if (batches >= BATCHES_BETWEEN && running.isDone()) {
      await();
      added.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .filter(most -> most.getValue() >= BATCHES_A_PARTITION)
          .map(Map.Entry::getKey)
          .ifPresent(this::begin);
      if (added.size() > MOST_PARTITIONS) {
        added.clear();
      }
    }
  }

  /**
   * Waits for the one that is running.
   *
   * @throws RuntimeException what it failed with
   */
  void await() {
    Parallel.await(List.of(running));
  }

  private void begin(Partition due) {
    added.remove(due);
    batches = 0;
    running =
        CompletableFuture.runAsync(
            () -> compact(new Compaction(due.table(), due.values(), step(Instant.now()))),
            work -> {
              Thread thread = new Thread(work, "compaction");
              thread.setDaemon(true);
              thread.start();
            });
  }

  private void compact(Compaction due) {
    leaveTheStream();
    Instant start = Instant.now();
    if (due.run(tables)) {
      Operation.COMPACTION.log(tables, due.table(), start, due.toString());
    }
  }

  /** The thread has the micro-batch's properties from the one that began it. */
  private void leaveTheStream() {
    SparkContext spark = tables.spark().sparkContext();
    spark.clearJobGroup();
    spark.setLocalProperty("spark.scheduler.pool", "aside");
  }

  private static int step(Instant now) {
    return now.atOffset(ZoneOffset.UTC).get(ChronoField.MINUTE_OF_DAY) / 15;
  }
}
