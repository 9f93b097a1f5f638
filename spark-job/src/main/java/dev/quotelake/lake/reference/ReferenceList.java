// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.config.SettingsException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A list that comes from outside: a CSV file with a header, or a Delta table by path. */
public final class ReferenceList {
  private static final int DAY = "2026-03-02".length();

  private final SparkSession spark;
  private final String path;

  /**
   * @param path of a file whose name ends in {@code .csv}, or of a Delta table's folder
   */
  public ReferenceList(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  /**
   * A text that changes when the list does; cheap to ask for.
   *
   * @throws IOException when the list is not there
   */
  String version() throws IOException {
    Path file = new Path(isCsv() ? path : path + "/_delta_log");
    FileStatus status =
        file.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(file);
    return status.getModificationTime()
        + " "
        + status.getLen()
        + " "
        + (isCsv() ? "" : deltaVersion());
  }

  private long deltaVersion() {
    return DeltaTable.forPath(spark, path).history(1).select("version").first().getLong(0);
  }

  /**
   * The list as it is now: its columns in this order, as text, null where it lacks an optional one.
   *
   * @throws SettingsException when it lacks a required column
   */
  List<Row> read(List<String> required, List<String> optional) {
    Dataset<Row> rows =
        isCsv()
            ? spark.read().option("header", true).csv(path)
            : DeltaTable.forPath(spark, path).toDF();
    Map<String, Column> present = new HashMap<>();
    for (String name : rows.columns()) {
      present.put(name.strip(), rows.col("`" + name.replace("`", "``") + "`"));
    }
    if (!present.keySet().containsAll(required)) {
      throw new SettingsException(
          "it has the columns %s; it needs %s, and may have %s"
              .formatted(List.of(rows.columns()), required, optional));
    }
    Column[] columns =
        Stream.of(required, optional)
            .flatMap(List::stream)
            .map(name -> present.getOrDefault(name, lit(null)).cast("string"))
            .map(functions::trim)
            .toArray(Column[]::new);
    return rows.select(columns).collectAsList();
  }

  /**
   * A day, which begins at midnight in UTC, or an instant.
   *
   * @param column in which it stands, for messages
   * @throws SettingsException when it is neither
   */
  static Instant instant(String column, String text) {
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      return text.length() == DAY
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new SettingsException(
          "%s is %s, which is no day: write it as 2026-03-02 or 2026-03-02T14:30:00Z"
              .formatted(column, text));
    }
  }

  @Override
  public String toString() {
    return path;
  }

  private boolean isCsv() {
    return path.endsWith(".csv");
  }
}
