// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Everything the engine needs to know of a table: what it is called and holds, what it reads, how
 * rows are made of that, what must be true of them, and how they are written.
 */
public final class TableDefinition {

  /** The upstream of tables that read the hub itself. */
  public static final String HUB = "hub";

  private final String name;
  private final String comment;
  private final String upstream;
  private final Transform transform;
  private final StructType columns;
  private final WriteMode writeMode;
  private final List<Expectation> expectations;
  private final Optional<TableDefinition> quarantine;
  private final List<String> clustering;
  private final List<String> partitioning;
  private final Map<String, String> properties;
  private final Optional<String> published;
  private final boolean readsMarks;
  private final Optional<Column> filter;

  private TableDefinition(Builder builder) {
    this.name = builder.name;
    this.comment = builder.comment;
    this.upstream = builder.upstream;
    this.transform = builder.transform;
    this.columns = builder.columns;
    this.writeMode = builder.writeMode;
    this.expectations = List.copyOf(builder.expectations);
    this.quarantine = Optional.ofNullable(builder.quarantine);
    this.clustering = List.copyOf(builder.clustering);
    this.partitioning = List.copyOf(builder.partitioning);
    this.properties = Map.copyOf(builder.properties);
    this.published = Optional.ofNullable(builder.published);
    this.readsMarks = builder.readsMarks;
    this.filter = Optional.ofNullable(builder.filter);
  }

  /** Begins a definition. */
  public static Builder table(String name) {
    return new Builder(name);
  }

  /** What people query. */
  public String name() {
    return name;
  }

  /** What it holds, in a sentence. */
  public String comment() {
    return comment;
  }

  /** The table it reads, or {@link #HUB}. */
  public String upstream() {
    return upstream;
  }

  /** Which rows of the upstream it takes; all without it. */
  public Optional<Column> filter() {
    return filter;
  }

  /** How rows are made of those it takes; without it they are stored as they are. */
  public Optional<Transform> transform() {
    return Optional.ofNullable(transform);
  }

  /** The rows of the table that come from these rows of its upstream. */
  public Dataset<Row> rowsFrom(Dataset<Row> upstreamRows) {
    Dataset<Row> taken = filter.map(upstreamRows::where).orElse(upstreamRows);
    return transform == null ? taken : transform.apply(taken);
  }

  /** The stored columns; the transform may give more, which expectations and quarantine can use. */
  public StructType columns() {
    return columns;
  }

  public WriteMode writeMode() {
    return writeMode;
  }

  public List<Expectation> expectations() {
    return expectations;
  }

  /** Where rows go that fail a drop expectation. */
  public Optional<TableDefinition> quarantine() {
    return quarantine;
  }

  /** Columns by which {@code maintain} clusters the files. */
  public List<String> clustering() {
    return clustering;
  }

  /** Columns whose values each have files of their own, which are folded together. */
  public List<String> partitioning() {
    return partitioning;
  }

  /** Delta table properties. */
  public Map<String, String> properties() {
    return properties;
  }

  /**
   * The query that shows stored rows as people want to read them, with {@code {table}} for them
   * (one row a key if the table is merged) and {@code {name}} for another table; without it people
   * read them as they are.
   */
  public Optional<String> published() {
    return published;
  }

  /** Whether the transform needs to know which records repeat an event. */
  public boolean readsMarks() {
    return readsMarks;
  }

  /** The name of the stored table: the name itself, or its parts when people read a view. */
  public String storedName() {
    return isView() ? name + "_parts" : name;
  }

  /** Whether people read a view of what is stored. */
  public boolean isView() {
    return published.isPresent() || writeMode instanceof WriteMode.Merge;
  }

  /** Says what a table is, step by step. */
  public static final class Builder {

    private final String name;
    private String comment = "";
    private String upstream;
    private Transform transform;
    private StructType columns;
    private WriteMode writeMode = new WriteMode.Append();
    private final List<Expectation> expectations = new ArrayList<>();
    private TableDefinition quarantine;
    private List<String> clustering = List.of();
    private List<String> partitioning = List.of();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String published;
    private boolean readsMarks;
    private Column filter;

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
      this.filter = condition;
      return this;
    }

    public Builder through(Transform function) {
      this.transform = function;
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
      this.quarantine = table;
      return this;
    }

    public Builder clusterBy(String... names) {
      this.clustering = List.of(names);
      return this;
    }

    /** Key columns of a merged table with few values a day, so that a fold has little to read. */
    public Builder partitionBy(String... names) {
      this.partitioning = List.of(names);
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
      this.published = sql;
      return this;
    }

    /** The transform needs to know which records repeat an event. */
    public Builder readsMarks() {
      this.readsMarks = true;
      return this;
    }

    /** The definition; the engine checks it together with the others. */
    public TableDefinition build() {
      return new TableDefinition(this);
    }
  }
}
