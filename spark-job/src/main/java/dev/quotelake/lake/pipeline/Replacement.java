// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.ConcurrentModificationException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A stored table whose rows are to be replaced, as it is now. A replacement is one commit, and none
 * if somebody else wrote to the table meanwhile.
 */
final class Replacement {

  private final SparkSession spark;
  private final Tables tables;
  private final TableDefinition stored;
  private final TableHistory history;
  private long version;

  Replacement(SparkSession spark, Tables tables, TableDefinition stored) {
    this.spark = spark;
    this.tables = tables;
    this.stored = stored;
    this.history = TableHistory.of(spark, tables, stored);
    this.version = history.newestVersion();
  }

  /**
   * Refuses a table that holds something of a batch that isn't done.
   *
   * @throws ConcurrentModificationException if it does
   */
  void refuseWithin(Moment moment) {
    if (!moment.isAfterAll(history)) {
      throw new ConcurrentModificationException(
          "a micro-batch has written to %s and is not done".formatted(stored.storedName()));
    }
  }

  /** The rows it holds. */
  Dataset<Row> rows() {
    return tables.readAt(spark, stored.storedName(), version);
  }

  /**
   * Replaces the rows.
   *
   * @throws ConcurrentModificationException if somebody else wrote to the table
   */
  void with(Dataset<Row> fresh) {
    Dataset<Row> rows = StoredColumns.of(fresh, stored);
    Unmoved unmoved =
        new Unmoved(
            spark.sparkContext(),
            () -> TableHistory.of(spark, tables, stored).newestVersion(),
            version);
    tables.save(
        rows.unionByName(spark.createDataFrame(unmoved, rows.schema()))
            .write()
            .format("delta")
            .mode("overwrite"),
        stored.storedName());
    version++;
  }
}
