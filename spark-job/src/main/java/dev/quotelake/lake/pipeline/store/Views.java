// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.ViewDefinition;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the tables to people under their names, and the views over them. */
public final class Views {

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private final Tables tables;

  public Views(Tables tables) {
    this.tables = tables;
  }

  /**
   * The query for the rows that people read under the name of a table or a view. It reads stored
   * tables only.
   */
  public String query(Graph graph, String name) {
    return query(graph, name, tables::identifier);
  }

  /**
   * The same of other rows than those of now, or under other names.
   *
   * @param stored SQL for the rows of a stored table, such as its name and {@code version as of 3}
   */
  public String query(Graph graph, String name, UnaryOperator<String> stored) {
    UnaryOperator<String> inside = other -> "(" + query(graph, other, stored) + ")";
    Optional<ViewDefinition> view = graph.view(name);
    if (view.isPresent()) {
      return query(graph.table(view.get().over()), view.get().query(), stored, inside);
    }
    return graph.allStored().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .map(table -> query(table, published(table), stored, inside))
        .orElseGet(() -> "select * from " + stored.apply(name));
  }

  /** Makes the views that people read, where the tables are in a schema that can hold them. */
  void store(Graph graph) {
    if (!tables.holdViews()) {
      return;
    }
    for (TableDefinition table : graph.tables()) {
      if (table.isView()) {
        store(table.name(), table, published(table));
      }
    }
    for (ViewDefinition view : graph.views()) {
      store(view.name(), graph.table(view.over()), view.query());
    }
  }

  private void store(String name, TableDefinition table, String sql) {
    String view = tables.identifier(name);
    String verb = tables.spark().catalog().tableExists(view) ? "ALTER" : "CREATE";
    tables.sql(
        "%s VIEW %s AS %s"
            .formatted(verb, view, query(table, sql, tables::identifier, tables::identifier)));
  }

  private static String published(TableDefinition table) {
    return table.published().orElse("select * from {table}");
  }

  private static String query(
      TableDefinition table,
      String sql,
      UnaryOperator<String> stored,
      UnaryOperator<String> nameOfOther) {
    String rows = stored.apply(table.storedName());
    return NAME.matcher(sql)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "table" -> PartialAggregates.combined(table, rows);
                      case "stored" -> rows;
                      default -> nameOfOther.apply(match.group(1));
                    }));
  }
}
