// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.PipelineException;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The stored tables, seen by a session: folders under a path, or names in a schema. */
public interface Tables {

  /** The session that sees them. */
  SparkSession spark();

  /** How SQL names a stored table. */
  String identifier(String storedName);

  /** Whether the table has been created. */
  boolean exists(String storedName);

  /** The names of all Delta tables that are stored there. */
  List<String> names();

  /** Says to a new table where it will be. */
  DeltaTableBuilder place(DeltaTableBuilder builder, String storedName);

  /** Saves rows. */
  void save(DataFrameWriter<Row> writer, String storedName);

  /** Whether views can be stored beside the tables. */
  boolean holdViews();

  default Dataset<Row> sql(String text) {
    return spark().sql(text);
  }

  /** Sets a property of a stored table. */
  default void set(String storedName, String property, String value) {
    set(storedName, Map.of(property, value));
  }

  /** Sets properties of a stored table, in one commit. */
  default void set(String storedName, Map<String, String> properties) {
    String list =
        properties.entrySet().stream()
            .map(property -> literal(property.getKey()) + " = " + literal(property.getValue()))
            .collect(Collectors.joining(", "));
    Attempts.until(
        "The properties of table %s could not be set".formatted(storedName),
        Attempts.MOST,
        () -> sql("ALTER TABLE %s SET TBLPROPERTIES (%s)".formatted(identifier(storedName), list)));
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The properties of a stored table; unlike Delta's details they need no list of its files. */
  default Map<String, String> properties(String storedName) {
    return named(storedName, () -> sql("SHOW TBLPROPERTIES " + identifier(storedName)))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  /**
   * The table as Delta's own object.
   *
   * @throws PipelineException if its log is broken
   */
  default DeltaTable open(String storedName) {
    return named(storedName, () -> DeltaTable.forName(spark(), identifier(storedName)));
  }

  /** Delta does not say of which table a log is broken. */
  private <T> T named(String storedName, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalStateException e) {
      if (spark().sparkContext().isStopped()) {
        throw e;
      }
      throw new PipelineException(
          "Table %s cannot be read: %s Bring its _delta_log back from a copy, or drop a table above bronze and build it anew with refresh."
              .formatted(storedName, e.getMessage()));
    }
  }

  /** The rows of a stored table as they are now. */
  default Dataset<Row> read(String storedName) {
    return open(storedName).toDF();
  }

  /** The rows of a stored table as they were in one of its versions. */
  default Dataset<Row> readAt(String storedName, long version) {
    return named(
        storedName,
        () -> sql("select * from %s version as of %d".formatted(identifier(storedName), version)));
  }

  /** What the text of a setting means: a path when it holds a slash, else a schema. */
  static Tables at(SparkSession spark, String location) {
    return location.contains("/") ? Folder.of(spark, location) : new Schema(spark, location);
  }

  /** Tables as folders under a path that is absolute: SQL takes no other. */
  record Folder(SparkSession spark, String root) implements Tables {

    static Folder of(SparkSession spark, String location) {
      boolean absolute = new Path(location).isAbsolute();
      String root =
          absolute
              ? location
              : java.nio.file.Path.of(location).toAbsolutePath().normalize().toString();
      return new Folder(spark, root.endsWith("/") ? root : root + "/");
    }

    @Override
    public String identifier(String storedName) {
      return "delta.`%s%s`".formatted(root, storedName);
    }

    @Override
    public boolean exists(String storedName) {
      return ((Tables) this)
          .named(storedName, () -> DeltaTable.isDeltaTable(spark, root + storedName));
    }

    @Override
    public List<String> names() {
      Path folder = new Path(root);
      try {
        FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
        return files.exists(folder)
            ? Stream.of(files.listStatus(folder))
                .filter(FileStatus::isDirectory)
                .map(status -> status.getPath().getName())
                .filter(this::exists)
                .toList()
            : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public DeltaTableBuilder place(DeltaTableBuilder builder, String storedName) {
      return builder.location(root + storedName);
    }

    @Override
    public void save(DataFrameWriter<Row> writer, String storedName) {
      writer.save(root + storedName);
    }

    @Override
    public boolean holdViews() {
      return false;
    }
  }

  /** Tables as names in a schema, such as {@code main.market}. */
  record Schema(SparkSession spark, String schema) implements Tables {

    @Override
    public String identifier(String storedName) {
      return schema + "." + storedName;
    }

    @Override
    public boolean exists(String storedName) {
      return spark.catalog().tableExists(identifier(storedName));
    }

    @Override
    public List<String> names() {
      return sql("SHOW TABLES IN " + schema)
          .where("not isTemporary")
          .select("tableName")
          .as(Encoders.STRING())
          .collectAsList()
          .stream()
          .filter(this::isDelta)
          .toList();
    }

    private boolean isDelta(String name) {
      return sql("DESCRIBE TABLE EXTENDED " + identifier("`" + name + "`"))
              .where("col_name = 'Provider' and lower(data_type) = 'delta'")
              .count()
          > 0;
    }

    @Override
    public DeltaTableBuilder place(DeltaTableBuilder builder, String storedName) {
      return builder.tableName(identifier(storedName));
    }

    @Override
    public void save(DataFrameWriter<Row> writer, String storedName) {
      writer.saveAsTable(identifier(storedName));
    }

    @Override
    public boolean holdViews() {
      return true;
    }
  }
}
