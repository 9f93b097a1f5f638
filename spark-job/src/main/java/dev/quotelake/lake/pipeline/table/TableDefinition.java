// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Everything the engine needs to know of a table.
 *
 * @param name what people query
 * @param comment what it holds, in a sentence
 * @param upstream the table it reads, or {@link #HUB}
 * @param filter which rows of the upstream it takes; all without it
 * @param transform how rows are made of those it takes; without it they are stored as they are
 * @param columns the stored columns; the transform may give more, which expectations and quarantine
 *     can use
 * @param writeMode how rows get into it
 * @param expectations what must be true of its rows
 * @param quarantine where rows go that fail a drop expectation
 * @param clustering columns by which {@code maintain} clusters the files
 * @param partitioning columns whose values each have files of their own
 * @param compactsInSteps whether a running job compacts a partition of a merged table step by step
 *     ({@link #STEP}), because it is too much at once
 * @param properties of the Delta table
 * @param published the query that shows stored rows as people want to read them, with {@code
 *     {table}} for them (one row a key if the table is merged), {@code {stored}} for them as they
 *     lie, and {@code {name}} for another table; without it people read them as they are
 * @param readsMarks whether the transform needs to know which records repeat an event
 */
public record TableDefinition(
    String name,
    String comment,
    String upstream,
    Optional<Column> filter,
    Optional<Transform> transform,
    StructType columns,
    WriteMode writeMode,
    List<Expectation> expectations,
    Optional<TableDefinition> quarantine,
    List<String> clustering,
    List<String> partitioning,
    boolean compactsInSteps,
    Map<String, String> properties,
    Optional<String> published,
    boolean readsMarks) {

  /** The upstream of tables that read the hub itself. */
  public static final String HUB = "hub";

  /**
   * A further column by which a merged table is partitioned when it compacts in steps: nothing for
   * rows as micro-batches add them, the step in which a running job compacted them (the quarter of
   * an hour of its day, UTC, from 0 to 95), {@link #WHOLE} for a partition that maintenance
   * compacted. It says nothing of a row, only where it lies.
   */
  public static final String STEP = "compaction_step";

  /** The step of a partition that was compacted as a whole. */
  public static final int WHOLE = -1;

  private static final String DAY = "trading_date";

  public static Builder table(String name) {
    return new Builder(name);
  }

  /** The name of the stored table: the name itself, or its parts when people read a view. */
  public String storedName() {
    return isView() ? name + "_parts" : name;
  }

  /** Whether people read a view of what is stored. */
  public boolean isView() {
    return published.isPresent() || writeMode instanceof WriteMode.Merge;
  }

  /** The rows of the table that come from these rows of its upstream. */
  public Dataset<Row> rowsFrom(Dataset<Row> upstreamRows) {
    return transformed(filter.map(upstreamRows::where).orElse(upstreamRows));
  }

  /** The same of all rows, also of those that the filter keeps out. */
  public Dataset<Row> transformed(Dataset<Row> upstreamRows) {
    return transform.map(function -> function.apply(upstreamRows)).orElse(upstreamRows);
  }

  /** The same, and beside each row the expectations it fails, see {@link Validation}. */
  public Dataset<Row> validatedFrom(Dataset<Row> upstreamRows) {
    return Validation.of(expectations, rowsFrom(upstreamRows));
  }

  /** Of the columns a transform gives those that are stored, in their order. */
  public Dataset<Row> storedColumnsOf(Dataset<Row> rows) {
    return select(rows, columns);
  }

  /** The same with all columns the stored table has, not yet compacted if they do not say. */
  public Dataset<Row> asStored(Dataset<Row> rows) {
    if (!compactsInSteps || Arrays.asList(rows.columns()).contains(STEP)) {
      return select(rows, storedColumns());
    }
    return storedColumnsOf(rows).withColumn(STEP, lit(null).cast(DataTypes.IntegerType));
  }

  private static Dataset<Row> select(Dataset<Row> rows, StructType type) {
    return rows.select(Arrays.stream(type.fieldNames()).map(functions::col).toArray(Column[]::new));
  }

  /** The columns of the stored table. */
  public StructType storedColumns() {
    return compactsInSteps ? columns.add(STEP, DataTypes.IntegerType) : columns;
  }

  /** The columns by which the stored table is partitioned. */
  public List<String> storedPartitioning() {
    return compactsInSteps
        ? Stream.concat(partitioning.stream(), Stream.of(STEP)).toList()
        : partitioning;
  }

  /**
   * The trading day of a row, as SQL: its column {@code trading_date}, or that of a struct in it;
   * nothing for rows that belong to no day.
   */
  public Optional<String> day() {
    return hasDayColumn()
        ? Optional.of(DAY)
        : Stream.of(columns.fields())
            .filter(field -> field.dataType() instanceof StructType type && hasDay(type))
            .map(field -> field.name() + "." + DAY)
            .findFirst();
  }

  /** Whether the trading day is a column, so that each day's rows are rows of their own. */
  public boolean hasDayColumn() {
    return hasDay(columns);
  }

  private static boolean hasDay(StructType type) {
    return Arrays.asList(type.fieldNames()).contains(DAY);
  }

  /** Stored rows with the columns of this definition, whatever others are stored beside them. */
  public Dataset<Row> asDefined(Dataset<Row> stored) {
    return DefinedShape.of(stored, columns);
  }

  /** What is stored for it: the table itself, and its quarantine if it has one. */
  public List<TableDefinition> stored() {
    return Stream.concat(Stream.of(this), quarantine.stream()).toList();
  }

  /** Says what a table is, step by step. */
  public static final class Builder {

    private final String name;
    private String comment = "";
    private String upstream;
    private Optional<Column> filter = Optional.empty();
    private Optional<Transform> transform = Optional.empty();
    private StructType columns;
    private WriteMode writeMode = new WriteMode.Append();
    private final List<Expectation> expectations = new ArrayList<>();
    private Optional<TableDefinition> quarantine = Optional.empty();
    private List<String> clustering = List.of();
    private List<String> partitioning = List.of();
    private boolean compactsInSteps;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private Optional<String> published = Optional.empty();
    private boolean readsMarks;

    private Builder(String name) {
      this.name = name;
    }

    public Builder comment(String text) {
      this.comment = text;
      return this;
    }

    public Builder reads(String upstreamTable) {
      this.upstream = upstreamTable;
      return this;
    }

    public Builder where(Column condition) {
      this.filter = Optional.of(condition);
      return this;
    }

    public Builder through(Transform function) {
      this.transform = Optional.of(function);
      return this;
    }

    public Builder columns(StructType type) {
      this.columns = type;
      return this;
    }

    public Builder mode(WriteMode mode) {
      this.writeMode = mode;
      return this;
    }

    public Builder expect(List<Expectation> rules) {
      this.expectations.addAll(rules);
      return this;
    }

    public Builder expect(Expectation... rules) {
      return expect(Arrays.asList(rules));
    }

    public Builder quarantine(TableDefinition table) {
      this.quarantine = Optional.of(table);
      return this;
    }

    public Builder clusterBy(String... names) {
      this.clustering = List.of(names);
      return this;
    }

    /** Columns with few values: each has a file of its own at least. Keys, if it is merged. */
    public Builder partitionBy(String... names) {
      this.partitioning = List.of(names);
      return this;
    }

    /** For a merged table whose partitions are too much for a running job to compact at once. */
    public Builder compactInSteps() {
      this.compactsInSteps = true;
      return this;
    }

    /** The columns whose ranges Delta keeps for each file, to skip files by; fewer are quicker. */
    public Builder skipBy(String... names) {
      return property("delta.dataSkippingStatsColumns", String.join(",", names));
    }

    public Builder property(String key, String value) {
      this.properties.put(key, value);
      return this;
    }

    public Builder publishedAs(String sql) {
      this.published = Optional.of(sql);
      return this;
    }

    public Builder readsMarks() {
      this.readsMarks = true;
      return this;
    }

    /** The definition; the engine checks it together with the others. */
    public TableDefinition build() {
      return new TableDefinition(
          name,
          comment,
          upstream,
          filter,
          transform,
          columns,
          writeMode,
          List.copyOf(expectations),
          quarantine,
          clustering,
          partitioning,
          compactsInSteps,
          Map.copyOf(properties),
          published,
          readsMarks);
    }
  }
}
