// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a micro-batch holds for one table, worked out and not yet written.
 *
 * @param rows its rows, which the tables that read it go on with
 * @param kept how many there are
 * @param dropped the rows that failed a drop expectation, if there are any
 * @param expectations what became of each expectation
 * @param grown the pieces of a merged table that are compacted together and get some of the rows;
 *     none for other tables
 */
record TableBatch(
    TableDefinition table,
    Dataset<Row> rows,
    long kept,
    Optional<Dropped> dropped,
    List<ExpectationCount> expectations,
    List<Row> grown) {

  /** Rows that stay out of the table, at least one. */
  record Dropped(Dataset<Row> rows, long count) {}

  /** Nothing: the micro-batch holds no rows for the table. */
  static TableBatch none(TableDefinition table, Dataset<Row> upstream) {
    List<ExpectationCount> expectations =
        table.expectations().stream().map(rule -> ExpectationCount.of(rule, 0, 0)).toList();
    return new TableBatch(table, upstream, 0, Optional.empty(), expectations, List.of());
  }

  /** Rows that stay as they are. */
  static TableBatch all(TableDefinition table, Dataset<Row> rows, long count) {
    return new TableBatch(table, rows, count, Optional.empty(), List.of(), List.of());
  }

  long droppedCount() {
    return dropped.map(Dropped::count).orElse(0L);
  }

  void write(TableWriter writer) {
    if (dropped.isPresent() && table.quarantine().isPresent()) {
      TableDefinition quarantine = table.quarantine().get();
      writer.write(quarantine, quarantine.asStored(dropped.get().rows()));
    }
    if (kept > 0) {
      writer.write(table, table.asStored(rows));
    }
  }
}
