// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Decides when a running flow compacts merged tables: now and then, after a micro-batch, the piece
 * that has got the most partial aggregates. So no micro-batch waits for more than one compaction,
 * and those who read have little to combine. What is left when a job ends waits until the piece
 * grows again, or for {@code maintain}.
 */
final class CompactionSchedule {

  /**
   * With three merged tables, each is compacted when some 20 micro-batches have added to it: seldom
   * enough to cost a tenth of their time, often enough to take no longer than one of them.
   */
  private static final int BATCHES_A_COMPACTION = 7;

  /** Beyond them all is forgotten: what is not compacted here is for {@code maintain}. */
  private static final int MOST_PIECES = 10_000;

  private final Tables tables;
  private final Map<Compaction, Integer> added = new HashMap<>();
  private int batches;

  CompactionSchedule(Tables tables) {
    this.tables = tables;
  }

  /** Takes note of a micro-batch, and compacts if it is time to. */
  void after(Map<TableDefinition, List<Row>> grown) {
    grown.forEach(
        (table, pieces) ->
            pieces.forEach(piece -> added.merge(Compaction.of(table, piece), 1, Integer::sum)));
    batches++;
    if (batches % BATCHES_A_COMPACTION == 0) {
      added.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .ifPresent(
              due -> {
                added.remove(due);
                compact(due);
              });
      if (added.size() > MOST_PIECES) {
        added.clear();
      }
    }
  }

  private void compact(Compaction due) {
    Instant start = Instant.now();
    if (due.run(tables)) {
      Operation.COMPACTION.log(tables, due.table(), start, due.toString());
    }
  }
}
