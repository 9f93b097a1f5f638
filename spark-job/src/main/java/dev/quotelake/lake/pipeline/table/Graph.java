// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The tables in an order in which each comes after the one it reads. A graph that exists can run:
 * unknown upstreams, cycles and names used twice are refused when it is made.
 */
public final class Graph {

  private static final Set<DataType> OVERFLOWING =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType);

  private final Map<String, TableDefinition> tables = new LinkedHashMap<>();
  private List<ViewDefinition> views = List.of();
  private Map<String, String> references = Map.of();

  private Graph() {}

  /**
   * Orders definitions.
   *
   * @throws PipelineException if they are no graph
   */
  public static Graph of(Collection<TableDefinition> definitions) {
    refuseClashes(definitions);
    definitions.forEach(Graph::refuseIfNotMergeable);
    Graph graph = new Graph();
    Set<String> names = new HashSet<>();
    definitions.forEach(table -> names.add(table.name()));
    for (TableDefinition table : definitions) {
      if (!table.upstream().equals(TableDefinition.HUB) && !names.contains(table.upstream())) {
        throw new PipelineException(
            "Table %s reads %s, which is not defined. Define it, or read one of %s."
                .formatted(table.name(), table.upstream(), names));
      }
    }
    List<TableDefinition> waiting = new ArrayList<>(definitions);
    while (!waiting.isEmpty()) {
      if (!waiting.removeIf(graph::addIfReady)) {
        throw new PipelineException(
            "These tables read each other in a circle: %s. Let one of them read the hub or another table."
                .formatted(waiting.stream().map(TableDefinition::name).toList()));
      }
    }
    return graph;
  }

  /**
   * The same tables with views over them.
   *
   * @param shown each after those it reads
   * @param beside stored tables outside of the graph that views may read, with what they hold
   * @throws PipelineException if a view has the name of a table, or is over one that is not there
   */
  public Graph with(List<ViewDefinition> shown, Map<String, String> beside) {
    Graph graph = new Graph();
    graph.tables.putAll(tables);
    graph.views = List.copyOf(shown);
    graph.references = Map.copyOf(beside);
    Set<String> taken = new HashSet<>(beside.keySet());
    stored().forEach(table -> take(taken, table));
    for (ViewDefinition view : shown) {
      take(taken, view.name());
      graph.table(view.over());
    }
    return graph;
  }

  private static void refuseClashes(Collection<TableDefinition> definitions) {
    Set<String> taken = new HashSet<>();
    for (TableDefinition table : definitions) {
      take(taken, table);
      table.quarantine().ifPresent(quarantine -> take(taken, quarantine));
    }
  }

  private static void take(Set<String> taken, TableDefinition table) {
    take(taken, table.name());
    if (!table.storedName().equals(table.name())) {
      take(taken, table.storedName());
    }
  }

  private static void take(Set<String> taken, String name) {
    if (!taken.add(name)) {
      throw new PipelineException(
          "Two tables or views want the name %s. Give one of them another.".formatted(name));
    }
  }

  private static void refuseIfNotMergeable(TableDefinition table) {
    if (!(table.writeMode() instanceof WriteMode.Merge merge)) {
      return;
    }
    List<String> columns = List.of(table.columns().fieldNames());
    Stream.concat(merge.keys().stream(), merge.combine().keySet().stream())
        .filter(named -> !columns.contains(named))
        .forEach(named -> refuseUnknown(table, named));
    for (StructField column : table.columns().fields()) {
      if (!merge.keys().contains(column.name())) {
        refuseIfNotCombined(table, column, merge.combine().get(column.name()));
      }
    }
    if (!merge.keys().containsAll(table.partitioning())) {
      throw new PipelineException(
          "Table %s is partitioned by %s, but its keys are %s. Rows of one key must be in one partition, where they are compacted: make its columns keys."
              .formatted(table.name(), table.partitioning(), merge.keys()));
    }
  }

  private static void refuseIfNotCombined(
      TableDefinition table, StructField column, Combine combine) {
    if (combine == null) {
      throw new PipelineException(
          "Table %s is merged, but nothing says how its column %s is combined. Make it a key, or give it a Combine."
              .formatted(table.name(), column.name()));
    }
    if (combine == Combine.SUM && OVERFLOWING.contains(column.dataType())) {
      throw new PipelineException(
          "Table %s sums up its column %s, which is %s and would overflow. Make it a bigint or a decimal."
              .formatted(table.name(), column.name(), column.dataType().sql()));
    }
  }

  private static void refuseUnknown(TableDefinition table, String column) {
    throw new PipelineException(
        "Table %s is merged by its column %s, which it does not have. Its columns are %s."
            .formatted(table.name(), column, List.of(table.columns().fieldNames())));
  }

  private boolean addIfReady(TableDefinition table) {
    boolean ready =
        table.upstream().equals(TableDefinition.HUB) || tables.containsKey(table.upstream());
    if (ready) {
      tables.put(table.name(), table);
    }
    return ready;
  }

  /** All tables, upstream first. */
  public List<TableDefinition> tables() {
    return List.copyOf(tables.values());
  }

  /** The views over them, each after those it reads. */
  public List<ViewDefinition> views() {
    return views;
  }

  /** A view by name. */
  public Optional<ViewDefinition> view(String name) {
    return views.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /** The name of the stored table that a view is over. */
  public String storedUnder(ViewDefinition view) {
    return table(view.over()).storedName();
  }

  /** The stored tables outside of the graph that views may read, by name, with what they hold. */
  public Map<String, String> references() {
    return references;
  }

  /** All stored tables: the tables and their quarantines. */
  public List<TableDefinition> stored() {
    return tables.values().stream().flatMap(table -> table.stored().stream()).toList();
  }

  /** All stored tables and the event log. */
  public List<TableDefinition> allStored() {
    List<TableDefinition> all = new ArrayList<>(stored());
    all.add(EventLog.definition());
    return all;
  }

  /** A table and all that read it, directly or not, upstream first. */
  public List<TableDefinition> withDownstream(TableDefinition first) {
    List<TableDefinition> chosen = new ArrayList<>(List.of(first));
    for (TableDefinition table : tables()) {
      if (chosen.stream().anyMatch(upper -> upper.name().equals(table.upstream()))) {
        chosen.add(table);
      }
    }
    return chosen;
  }

  /** The tables that read this one directly. */
  public List<TableDefinition> readersOf(String name) {
    return tables.values().stream().filter(table -> table.upstream().equals(name)).toList();
  }

  /**
   * A table by name.
   *
   * @throws PipelineException if there is none
   */
  public TableDefinition table(String name) {
    TableDefinition table = tables.get(name);
    if (table == null) {
      throw new PipelineException(
          "There is no table %s. The tables are %s.".formatted(name, tables.keySet()));
    }
    return table;
  }
}
