// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.config.SettingsException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A list of instruments: a CSV file with a header, or a Delta table by path. Only the column {@code
 * symbol} is required.
 */
public final class InstrumentSource {
  private final SparkSession spark;
  private final String path;

  /**
   * @param path of a file whose name ends in {@code .csv}, or of a Delta table's folder
   */
  public InstrumentSource(SparkSession spark, String path) {
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
   * The list as it is now, rows of {@link InstrumentHistory#INSTRUMENT}.
   *
   * @throws SettingsException when it has no column {@code symbol}
   */
  List<Row> read() {
    Dataset<Row> rows =
        isCsv()
            ? spark.read().option("header", true).csv(path)
            : DeltaTable.forPath(spark, path).toDF();
    List<String> present = Arrays.stream(rows.columns()).map(String::strip).toList();
    if (!present.contains("symbol")) {
      throw new SettingsException(
          "The list of instruments %s has the columns %s; it needs a column symbol, and may have name, exchange, sector and currency"
              .formatted(path, present));
    }
    Column[] columns =
        Arrays.stream(InstrumentHistory.INSTRUMENT.fieldNames())
            .map(name -> present.contains(name) ? functions.col(name) : lit(null))
            .map(column -> column.cast("string"))
            .toArray(Column[]::new);
    return rows.select(columns).collectAsList();
  }

  private boolean isCsv() {
    return path.endsWith(".csv");
  }
}
