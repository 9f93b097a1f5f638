// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tables as names in a schema, such as {@code main.market}. */
record TablesInSchema(String schema) implements Tables {

  @Override
  public String identifier(String storedName) {
    return schema + "." + storedName;
  }

  @Override
  public boolean holdViews() {
    return true;
  }

  @Override
  public boolean exists(SparkSession spark, String storedName) {
    return spark.catalog().tableExists(identifier(storedName));
  }

  @Override
  public DeltaTable open(SparkSession spark, String storedName) {
    return DeltaTable.forName(spark, identifier(storedName));
  }

  @Override
  public Dataset<Row> readAt(SparkSession spark, String storedName, long version) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .table(identifier(storedName));
  }

  @Override
  public DeltaTableBuilder place(DeltaTableBuilder builder, String storedName) {
    return builder.tableName(identifier(storedName));
  }

  @Override
  public void save(DataFrameWriter<Row> writer, String storedName) {
    writer.saveAsTable(identifier(storedName));
  }
}
