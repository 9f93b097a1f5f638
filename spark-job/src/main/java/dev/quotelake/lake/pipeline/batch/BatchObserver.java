// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** Told of each micro-batch when all its tables are written. */
public interface BatchObserver {

  /** Does nothing. */
  BatchObserver NONE = (batch, source, commits, measured) -> {};

  /**
   * An aggregate over the rows a table's transform gives, to be worked out in the pass that counts
   * them anyway. Rows that stay out of the table have a non-empty array column {@code rules}.
   */
  default Optional<Column> measure(TableDefinition table) {
    return Optional.empty();
  }

  /**
   * How late tables had the quotes of a micro-batch, by table, where that was measured.
   *
   * @param commits what the micro-batch did to each table
   * @param measured by table the value of {@link #measure}, for the tables that have one
   */
  default Map<String, LagQuantiles> lags(List<TableCommit> commits, Map<String, Object> measured) {
    return Map.of();
  }

  /**
   * A micro-batch is done.
   *
   * @param batch which
   * @param source what it took from each partition of the hub
   * @param commits what it did to each table, in the order they were written
   * @param measured by table the value of {@link #measure}, for the tables that have one
   */
  void batchDone(
      BatchId batch,
      List<SourceRange> source,
      List<TableCommit> commits,
      Map<String, Object> measured);
}
