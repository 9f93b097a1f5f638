// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.store.Schemas.NewColumn;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run would do, without doing it: the tables in order, their rules, what would be created.
 */
public final class Plan {

  private final Tables tables;
  private final Graph graph;

  /** Makes a plan; nothing is written. */
  public Plan(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
  }

  /** For people. */
  public String text() {
    new Schemas(tables).refuseOtherTransforms(graph);
    StringBuilder text = new StringBuilder("stream %s reads hub\n".formatted(Checkpoint.STREAM));
    graph.tables().forEach(table -> describe(text, table));
    graph
        .views()
        .forEach(view -> text.append("  view %s: %s\n".formatted(view.name(), view.comment())));
    new Schemas(tables)
        .undefined(graph)
        .forEach(name -> text.append("%s %s\n".formatted(name, Schemas.UNDEFINED)));
    return text.toString();
  }

  private void describe(StringBuilder text, TableDefinition table) {
    text.append("  %s <- %s: %s\n".formatted(table.name(), table.upstream(), mode(table)));
    text.append("    %s\n".formatted(change(table)));
    for (Expectation rule : table.expectations()) {
      text.append(
          "    %s unless %s (%s)\n".formatted(rule.action().text(), rule.predicate(), rule.name()));
    }
    table
        .quarantine()
        .ifPresent(
            quarantine ->
                text.append(
                    "    quarantine %s: %s\n".formatted(quarantine.name(), change(quarantine))));
  }

  /** As a Mermaid flowchart. */
  public String mermaid() {
    StringBuilder chart = new StringBuilder("flowchart LR\n  hub([hub])\n");
    for (TableDefinition table : graph.tables()) {
      chart.append("  %s[%s]\n".formatted(table.name(), table.name()));
      chart.append("  %s --> %s\n".formatted(table.upstream(), table.name()));
      table
          .quarantine()
          .ifPresent(
              quarantine ->
                  chart.append("  %s -- drop --> %s\n".formatted(table.name(), quarantine.name())));
    }
    return chart.toString();
  }

  private static String mode(TableDefinition table) {
    if (table.writeMode() instanceof WriteMode.Merge merge) {
      return "merge by " + String.join(", ", merge.keys());
    }
    return "append";
  }

  private String change(TableDefinition table) {
    if (!tables.exists(table.storedName())) {
      return "would be created as %s with %d columns"
          .formatted(table.storedName(), table.storedColumns().size());
    }
    List<NewColumn> missing = new Schemas(tables).missing(table);
    return missing.isEmpty()
        ? "is there as " + table.storedName()
        : "would get the columns "
            + missing.stream()
                .map(column -> column.path().replace("`", "") + " " + column.type().sql())
                .collect(Collectors.joining(", "));
  }
}
