// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.function.UnaryOperator;

/** Shows the tables to people under their names. */
public final class Views {

  private final Tables tables;

  public Views(Tables tables) {
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
        String verb = tables.spark().catalog().tableExists(view) ? "ALTER" : "CREATE";
        tables.sql(
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
    String stored =
        PartialAggregates.combined(table, tables.identifier(name) + " " + asOf.apply(name));
    String sql = table.published().orElse("select * from {table}").replace("{table}", stored);
    for (TableDefinition other : graph.tables()) {
      String place = "{" + other.name() + "}";
      sql = sql.contains(place) ? sql.replace(place, nameOfView.apply(other.name())) : sql;
    }
    return sql;
  }
}
