// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Shows the tables to people under their names, as temporary views of one session. */
public final class Published {

  private final SparkSession spark;
  private final Tables tables;

  public Published(SparkSession spark, Tables tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /** Makes a view of each table that exists already. */
  public void show(Graph graph) {
    List<TableDefinition> all = new ArrayList<>(graph.stored());
    all.add(EventLog.definition());
    for (TableDefinition table : all) {
      if (tables.exists(spark, table.storedName())) {
        show(table);
      }
    }
  }

  private void show(TableDefinition table) {
    String stored = tables.identifier(table.storedName());
    spark
        .sql(table.published().orElse("select * from {table}").replace("{table}", stored))
        .createOrReplaceTempView(table.name());
  }
}
