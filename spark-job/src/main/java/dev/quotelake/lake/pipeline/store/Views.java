// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.ViewDefinition;
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
   * Makes temporary views, for this session: of each table that exists already, of the graph's
   * references, and the views over tables that exist. As the job makes all tables before it writes
   * any, either all of them do or those who ask have nothing to look at.
   */
  public void show(Graph graph) {
    for (String reference : graph.references()) {
      if (tables.exists(reference)) {
        tables.read(reference).createOrReplaceTempView(reference);
      }
    }
    for (TableDefinition table : graph.allStored()) {
      if (tables.exists(table.storedName())) {
        tables
            .sql(query(table, published(table), UnaryOperator.identity()))
            .createOrReplaceTempView(table.name());
      }
    }
    for (ViewDefinition view : graph.views()) {
      TableDefinition table = graph.table(view.over());
      if (tables.exists(table.storedName())) {
        tables
            .sql(query(table, view.query(), UnaryOperator.identity()))
            .createOrReplaceTempView(view.name());
      }
    }
  }

  /** Makes the views that people read, where the tables are in a schema that can hold them. */
  void store(Graph graph) {
    if (!tables.holdViews()) {
      return;
    }
    for (TableDefinition table : graph.tables()) {
      if (table.isView()) {
        store(table.name(), query(table, published(table), tables::identifier));
      }
    }
    for (ViewDefinition view : graph.views()) {
      TableDefinition table = graph.table(view.over());
      store(view.name(), query(table, view.query(), tables::identifier));
    }
  }

  private void store(String name, String query) {
    String view = tables.identifier(name);
    String verb = tables.spark().catalog().tableExists(view) ? "ALTER" : "CREATE";
    tables.sql("%s VIEW %s AS %s".formatted(verb, view, query));
  }

  private static String published(TableDefinition table) {
    return table.published().orElse("select * from {table}");
  }

  private String query(TableDefinition table, String sql, UnaryOperator<String> nameOfView) {
    String stored = tables.identifier(table.storedName());
    return NAME.matcher(sql)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "table" -> PartialAggregates.combined(table, stored);
                      case "stored" -> stored;
                      default -> nameOfView.apply(match.group(1));
                    }));
  }
}
