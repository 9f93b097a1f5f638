// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.table.StoredColumns;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a micro-batch holds for one table, worked out and not yet written.
 *
 * @param table the table
 * @param rows its rows, which the tables that read it go on with
 * @param counts how many there are
 * @param partitions which partitions of a merged table they add parts to; none for other tables
 * @param quarantined the rows that failed a drop expectation; none where nothing is judged
 */
record TableBatch(
    TableDefinition table,
    Dataset<Row> rows,
    TableCounts counts,
    List<Row> partitions,
    List<Dataset<Row>> quarantined) {

  /** Nothing: the micro-batch holds no rows for the table. */
  static TableBatch none(TableDefinition table, Dataset<Row> upstream) {
    return new TableBatch(table, upstream, TableCounts.none(table), List.of(), List.of());
  }

  /** Rows that stay as they are. */
  static TableBatch all(TableDefinition table, Dataset<Row> rows, long count) {
    return new TableBatch(table, rows, TableCounts.all(count), List.of(), List.of());
  }

  /**
   * Rows that were judged.
   *
   * @throws PipelineException if a fail expectation failed
   */
  static TableBatch of(TableDefinition table, ValidatedRows judged) {
    judged.refuseFatal();
    TableCounts counts = judged.counts();
    return new TableBatch(
        table,
        judged.kept(),
        counts,
        judged.partitions(),
        counts.dropped() > 0 ? List.of(judged.dropped()) : List.of());
  }

  void write(TableWriter writer) {
    table
        .quarantine()
        .ifPresent(
            quarantine ->
                quarantined.forEach(
                    dropped -> writer.write(quarantine, StoredColumns.of(dropped, quarantine))));
    if (counts.kept() > 0) {
      writer.write(table, StoredColumns.of(rows, table));
    }
  }
}
