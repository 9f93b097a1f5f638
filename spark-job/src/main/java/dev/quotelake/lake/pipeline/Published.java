// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;

/** Shows the tables to people under their names. */
public final class Published {

  private final SparkSession spark;
  private final Tables tables;

  public Published(SparkSession spark, Tables tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /**
   * The query for the rows that people read under a table's name. It reads stored tables only.
   *
   * @param asOf what follows the name of a stored table, such as {@code version as of 3}; empty for
   *     the rows of now
   */
  public String query(TableDefinition table, Graph graph, UnaryOperator<String> asOf) {
    return query(table, graph, asOf, other -> "(" + query(graph.table(other), graph, asOf) + ")");
  }

  /** Makes the views that people read, where the tables are in a schema that can hold them. */
  void store(Graph graph) {
    for (TableDefinition table : graph.tables()) {
      if (table.isView() && tables.holdViews()) {
        String view = tables.identifier(table.name());
        String verb = spark.catalog().tableExists(view) ? "ALTER" : "CREATE";
        spark.sql(
            "%s VIEW %s AS %s"
                .formatted(verb, view, query(table, graph, stored -> "", tables::identifier)));
      }
    }
  }

  private String query(
      TableDefinition table,
      Graph graph,
      UnaryOperator<String> asOf,
      UnaryOperator<String> nameOfView) {
    String name = table.storedName();
    String stored = Parts.combined(table, tables.identifier(name) + " " + asOf.apply(name));
    String sql = table.published().orElse("select * from {table}").replace("{table}", stored);
    for (TableDefinition other : graph.tables()) {
      String place = "{" + other.name() + "}";
      sql = sql.contains(place) ? sql.replace(place, nameOfView.apply(other.name())) : sql;
    }
    return sql;
  }
}
