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

  /** Makes a temporary view of each table that exists already, for this session. */
  public void show(Graph graph) {
    for (TableDefinition table : graph.allStored()) {
      if (tables.exists(table.storedName())) {
        tables
            .sql(query(table, graph, UnaryOperator.identity()))
            .createOrReplaceTempView(table.name());
      }
    }
  }

  /** Makes the views that people read, where the tables are in a schema that can hold them. */
  void store(Graph graph) {
    for (TableDefinition table : graph.tables()) {
      if (table.isView() && tables.holdViews()) {
        String view = tables.identifier(table.name());
        String verb = tables.spark().catalog().tableExists(view) ? "ALTER" : "CREATE";
        tables.sql(
            "%s VIEW %s AS %s".formatted(verb, view, query(table, graph, tables::identifier)));
      }
    }
  }

  private String query(TableDefinition table, Graph graph, UnaryOperator<String> nameOfView) {
    String stored = PartialAggregates.combined(table, tables.identifier(table.storedName()));
    String sql = table.published().orElse("select * from {table}").replace("{table}", stored);
    for (TableDefinition other : graph.tables()) {
      sql = sql.replace("{" + other.name() + "}", nameOfView.apply(other.name()));
    }
    return sql;
  }
}
