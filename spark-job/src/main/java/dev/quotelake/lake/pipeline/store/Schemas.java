// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings stored tables to their definitions: creates what is missing, adds columns and fields of
 * structs, refuses the rest.
 */
public final class Schemas {

  /** A batch a second makes this a checkpoint of each log in about a minute. */
  private static final String COMMITS_A_CHECKPOINT = "60";

  /** What is said of a table that is stored and has no definition. */
  public static final String UNDEFINED =
      "is stored, but no longer defined; it is left as it is: drop it, or define it again";

  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);

  private final Tables tables;

  public Schemas(Tables tables) {
    this.tables = tables;
  }

  /**
   * Creates and extends the tables of a graph, the event log, and the views people read. Nothing is
   * changed before all changes are known to be possible.
   */
  public void prepare(Graph graph) {
    prepare(graph.allStored());
    new Views(tables).store(graph);
  }

  /**
   * Refuses definitions whose transform does not give their columns, which a micro-batch would find
   * out otherwise. Nothing is read.
   *
   * @throws PipelineException naming table and column
   */
  public void refuseOtherTransforms(Graph graph) {
    for (TableDefinition table : graph.tables()) {
      if (!table.upstream().equals(TableDefinition.HUB)) {
        refuseOtherTransform(table, graph.table(table.upstream()));
      }
    }
  }

  private void refuseOtherTransform(TableDefinition table, TableDefinition upstream) {
    StructType given = given(table, upstream);
    for (StructField wanted : table.columns().fields()) {
      String name = wanted.name();
      String type = wanted.dataType().catalogString();
      String is =
          given.getFieldIndex(name).isEmpty()
              ? "none of its name"
              : given.apply(name).dataType().catalogString();
      if (!is.equals(type)) {
        throw new PipelineException(
            "Table %s is defined with the column %s as %s, but its transform gives %s; it gives %s. Make the two agree."
                .formatted(table.name(), name, type, is, List.of(given.fieldNames())));
      }
    }
  }

  private StructType given(TableDefinition table, TableDefinition upstream) {
    Dataset<Row> none = tables.spark().createDataFrame(List.of(), upstream.columns());
    try {
      return table.validatedFrom(table.readsMarks() ? DuplicateMarks.none(none) : none).schema();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new PipelineException(
          "Table %s cannot be made of %s: %s"
              .formatted(table.name(), upstream.name(), PipelineException.firstLine(e)));
    }
  }

  /** Creates and extends some tables, under the same condition. */
  public void prepare(List<TableDefinition> definitions) {
    List<Runnable> changes = new ArrayList<>();
    for (TableDefinition table : definitions) {
      if (!tables.exists(table.storedName())) {
        changes.add(() -> create(table));
      } else {
        List<NewColumn> missing = missing(table);
        if (!missing.isEmpty()) {
          changes.add(() -> add(table, missing));
        }
      }
    }
    changes.forEach(Runnable::run);
  }

  /** The stored tables that a job has written and the graph does not define, any more or yet. */
  public List<String> undefined(Graph graph) {
    Set<String> defined =
        graph.allStored().stream().map(TableDefinition::storedName).collect(Collectors.toSet());
    return tables.names().stream()
        .filter(name -> !defined.contains(name))
        .filter(name -> tables.properties(name).containsKey(WriterLease.PROPERTY))
        .sorted()
        .toList();
  }

  /**
   * A column, or a field of a struct in a column, that a stored table lacks.
   *
   * @param path its name, with those of the columns around it
   * @param place where it goes among the fields of its struct; empty for the end
   */
  record NewColumn(String path, DataType type, String place) {

    @Override
    public String toString() {
      return path + " " + type.sql() + place;
    }
  }

  /**
   * The columns the stored table lacks.
   *
   * @throws PipelineException if a stored column or the partitions differ from their definition
   */
  List<NewColumn> missing(TableDefinition table) {
    refuseOtherPartitions(table);
    List<NewColumn> missing = new ArrayList<>();
    StructType stored = tables.read(table.storedName()).schema();
    compare(table, "", stored, table.storedColumns(), missing);
    return missing;
  }

  /**
   * Refuses to read rows of a table that does not have all it is defined with yet.
   *
   * @throws PipelineException naming what is missing
   */
  static void refuseOlder(TableDefinition table, StructType stored) {
    List<NewColumn> missing = new ArrayList<>();
    compare(table, "", stored, table.storedColumns(), missing);
    if (!missing.isEmpty()) {
      throw new PipelineException(
          "Table %s was written by an older version and lacks %s. Start the job, which adds it, and ask again."
              .formatted(
                  table.storedName(),
                  missing.stream()
                      .map(column -> column.path().replace("`", ""))
                      .collect(Collectors.joining(", "))));
    }
  }

  private static void compare(
      TableDefinition table,
      String around,
      StructType stored,
      StructType wanted,
      List<NewColumn> missing) {
    String place = " FIRST";
    for (StructField field : wanted.fields()) {
      String name = "`%s`".formatted(field.name());
      if (stored.getFieldIndex(field.name()).isDefined()) {
        DataType type = stored.apply(field.name()).dataType();
        compare(table, around + name, type, field.dataType(), missing);
      } else {
        missing.add(new NewColumn(around + name, field.dataType(), around.isEmpty() ? "" : place));
      }
      place = " AFTER " + name;
    }
  }

  private static void compare(
      TableDefinition table,
      String path,
      DataType stored,
      DataType wanted,
      List<NewColumn> missing) {
    if (stored instanceof StructType from && wanted instanceof StructType to) {
      compare(table, path + ".", from, to, missing);
    } else if (stored instanceof ArrayType from && wanted instanceof ArrayType to) {
      compare(table, path + ".element", from.elementType(), to.elementType(), missing);
    } else if (!stored.equals(wanted)) {
      throw new PipelineException(
          "Column %s of table %s is stored as %s but defined as %s. Tables only grow by columns: give the new meaning a new name, or refresh the table into another one."
              .formatted(path.replace("`", ""), table.storedName(), stored.sql(), wanted.sql()));
    }
  }

  private void refuseOtherPartitions(TableDefinition table) {
    List<String> stored =
        tables.open(table.storedName()).detail().select("partitionColumns").head().getList(0);
    if (!stored.equals(table.storedPartitioning())) {
      throw new PipelineException(
          "Table %s is stored in partitions by %s but defined with %s, which only a new table can have. Drop it, and build it anew with: refresh %s"
              .formatted(table.storedName(), stored, table.storedPartitioning(), table.name()));
    }
  }

  private void create(TableDefinition table) {
    DeltaTableBuilder builder =
        tables.place(
            DeltaTable.createIfNotExists(tables.spark())
                .addColumns(table.storedColumns())
                .comment(table.comment()),
            table.storedName());
    if (!table.clustering().isEmpty()) {
      builder = builder.clusterBy(table.clustering().toArray(String[]::new));
    }
    if (!table.storedPartitioning().isEmpty()) {
      builder = builder.partitionedBy(table.storedPartitioning().toArray(String[]::new));
    }
    builder = builder.property("delta.checkpointInterval", COMMITS_A_CHECKPOINT);
    for (var property : table.properties().entrySet()) {
      builder = builder.property(property.getKey(), property.getValue());
    }
    builder.execute();
  }

  private void add(TableDefinition table, List<NewColumn> columns) {
    LOG.info(
        "{} gets new columns, which rows of before do not have: {}", table.storedName(), columns);
    String list = columns.stream().map(NewColumn::toString).collect(Collectors.joining(", "));
    tables.sql(
        "ALTER TABLE %s ADD COLUMNS (%s)".formatted(tables.identifier(table.storedName()), list));
  }
}
