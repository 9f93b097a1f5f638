// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tables as folders under a path. */
record TablesInFolder(String root) implements Tables {

  /** SQL takes no path that is relative, so the root becomes absolute. */
  TablesInFolder {
    if (!new Path(root).isAbsolute()) {
      root = java.nio.file.Path.of(root).toAbsolutePath().normalize().toString();
    }
  }

  @Override
  public String identifier(String storedName) {
    return "delta.`" + path(storedName) + "`";
  }

  @Override
  public boolean holdViews() {
    return false;
  }

  @Override
  public boolean exists(SparkSession spark, String storedName) {
    return DeltaTable.isDeltaTable(spark, path(storedName));
  }

  @Override
  public DeltaTable open(SparkSession spark, String storedName) {
    return DeltaTable.forPath(spark, path(storedName));
  }

  @Override
  public Dataset<Row> readAt(SparkSession spark, String storedName, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(path(storedName));
  }

  @Override
  public DeltaTableBuilder place(DeltaTableBuilder builder, String storedName) {
    return builder.location(path(storedName));
  }

  @Override
  public void save(DataFrameWriter<Row> writer, String storedName) {
    writer.save(path(storedName));
  }

  private String path(String storedName) {
    return (root.endsWith("/") ? root : root + "/") + storedName;
  }
}
