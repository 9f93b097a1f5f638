// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where the stored tables are: folders under a path, or names in a schema of a catalog. */
public interface Tables {

  /** How SQL names a stored table. */
  String identifier(String storedName);

  /** Whether the table has been created. */
  boolean exists(SparkSession spark, String storedName);

  /** The table as Delta's own object. */
  DeltaTable open(SparkSession spark, String storedName);

  /** Says to a new table where it will be. */
  DeltaTableBuilder place(DeltaTableBuilder builder, String storedName);

  /** Saves rows. */
  void save(DataFrameWriter<Row> writer, String storedName);

  /** The rows of a stored table as they were in one of its versions. */
  Dataset<Row> readAt(SparkSession spark, String storedName, long version);

  /** Whether views can be stored beside the tables. */
  boolean holdViews();

  /** The rows of a stored table as they are now. */
  default Dataset<Row> read(SparkSession spark, String storedName) {
    return open(spark, storedName).toDF();
  }

  /** What the text of a setting means: a path when it holds a slash, else a schema. */
  static Tables at(String location) {
    return location.contains("/") ? new TablesInFolder(location) : new TablesInSchema(location);
  }
}
