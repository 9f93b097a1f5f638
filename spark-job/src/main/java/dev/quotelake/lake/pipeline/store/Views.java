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
   *
   * @param asOf what follows the name of a table's stored rows, such as {@code version as of 3};
   *     empty for the rows of now, as references always are
   */
  public String query(Graph graph, String name, UnaryOperator<String> asOf) {
    UnaryOperator<String> inside = other -> "(" + query(graph, other, asOf) + ")";
    Optional<ViewDefinition> view = graph.view(name);
    if (view.isPresent()) {
      return query(graph.table(view.get().over()), view.get().query(), asOf, inside);
    }
    return graph.allStored().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .map(table -> query(table, published(table), asOf, inside))
        .orElseGet(() -> "select * from " + tables.identifier(name));
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
            .formatted(verb, view, query(table, sql, stored -> "", tables::identifier)));
  }

  private static String published(TableDefinition table) {
    return table.published().orElse("select * from {table}");
  }

  private String query(
      TableDefinition table,
      String sql,
      UnaryOperator<String> asOf,
      UnaryOperator<String> nameOfOther) {
    String name = table.storedName();
    String stored = tables.identifier(name) + " " + asOf.apply(name);
    return NAME.matcher(sql)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "table" -> PartialAggregates.combined(table, stored);
                      case "stored" -> stored;
                      default -> nameOfOther.apply(match.group(1));
                    }));
  }
}
