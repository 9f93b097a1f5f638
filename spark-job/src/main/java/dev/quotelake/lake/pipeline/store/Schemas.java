// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Brings stored tables to their definitions: creates what is missing, adds columns, refuses the
 * rest.
 */
public final class Schemas {

  /** A batch a second makes this a checkpoint of each log in about a minute. */
  private static final String COMMITS_A_CHECKPOINT = "60";

  private final Tables tables;

  public Schemas(Tables tables) {
    this.tables = tables;
  }

  /** Creates and extends the tables of a graph, the event log, and the views people read. */
  public void prepare(Graph graph) {
    graph.allStored().forEach(this::prepare);
    new Views(tables).store(graph);
  }

  /** Creates or extends one table. */
  public void prepare(TableDefinition table) {
    if (!tables.exists(table.storedName())) {
      create(table);
    } else {
      List<StructField> missing = missing(table);
      if (!missing.isEmpty()) {
        add(table, missing);
      }
    }
  }

  /**
   * The columns the stored table lacks.
   *
   * @throws PipelineException if a stored column or the partitions differ from their definition
   */
  List<StructField> missing(TableDefinition table) {
    refuseOtherPartitions(table);
    StructType stored = tables.read(table.storedName()).schema();
    List<StructField> missing = new ArrayList<>();
    for (StructField wanted : table.columns().fields()) {
      if (!Arrays.asList(stored.fieldNames()).contains(wanted.name())) {
        missing.add(wanted);
      } else if (!stored.apply(wanted.name()).dataType().equals(wanted.dataType())) {
        throw new PipelineException(
            "Column %s of table %s is stored as %s but defined as %s. Tables only grow by columns: give the new meaning a new name, or refresh the table into another one."
                .formatted(
                    wanted.name(),
                    table.storedName(),
                    stored.apply(wanted.name()).dataType().sql(),
                    wanted.dataType().sql()));
      }
    }
    return missing;
  }

  private void refuseOtherPartitions(TableDefinition table) {
    List<String> stored =
        tables.open(table.storedName()).detail().select("partitionColumns").head().getList(0);
    if (!stored.equals(table.partitioning())) {
      throw new PipelineException(
          "Table %s is stored in partitions by %s but defined with %s, which only a new table can have. Drop it, start the job, and refresh %s."
              .formatted(table.storedName(), stored, table.partitioning(), table.name()));
    }
  }

  private void create(TableDefinition table) {
    DeltaTableBuilder builder =
        tables.place(
            DeltaTable.createIfNotExists(tables.spark())
                .addColumns(table.columns())
                .comment(table.comment()),
            table.storedName());
    if (!table.clustering().isEmpty()) {
      builder = builder.clusterBy(table.clustering().toArray(String[]::new));
    }
    if (!table.partitioning().isEmpty()) {
      builder = builder.partitionedBy(table.partitioning().toArray(String[]::new));
    }
    builder = builder.property("delta.checkpointInterval", COMMITS_A_CHECKPOINT);
    for (var property : table.properties().entrySet()) {
      builder = builder.property(property.getKey(), property.getValue());
    }
    builder.execute();
  }

  private void add(TableDefinition table, List<StructField> columns) {
    String list =
        columns.stream()
            .map(column -> "`%s` %s".formatted(column.name(), column.dataType().sql()))
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    tables.sql(
        "ALTER TABLE %s ADD COLUMNS (%s)".formatted(tables.identifier(table.storedName()), list));
  }
}
