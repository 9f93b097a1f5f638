// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Where the tables are, what a valid quote is, and what repeats one. */
final class TableOptions {

  @Option(
      names = "--tables",
      required = true,
      paramLabel = "PLACE",
      description = "A folder (with a slash) or a schema such as main.market.")
  private String place;

  @Option(
      names = "--future-tolerance",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "How far quoted_at may be ahead of the append time (${DEFAULT-VALUE}).")
  private Duration futureTolerance;

  @Option(
      names = "--max-spread-percent",
      paramLabel = "N",
      defaultValue = "20",
      description = "Wider spreads are counted as remarkable (${DEFAULT-VALUE}).")
  private BigDecimal maxSpreadPercent;

  @Option(
      names = "--max-move-percent",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Larger moves from the previous close are counted as remarkable (${DEFAULT-VALUE}).")
  private BigDecimal maxMovePercent;

  @Option(
      names = "--duplicate-window",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "How long after its append time an event is remembered (${DEFAULT-VALUE}).")
  private Duration duplicateWindow;

  /**
   * The tables, which need not be there yet.
   *
   * @throws SettingsException if the place is a file, or may be a folder or a schema
   */
  Tables tables(SparkSession spark) {
    if (isHere(Files::isRegularFile)) {
      throw new SettingsException(
          "--tables is %s, which is a file: give a folder or a schema.".formatted(place));
    }
    if (!place.contains("/") && isHere(Files::isDirectory)) {
      throw new SettingsException(
          "--tables is %s, and there is a folder of that name here: give ./%s for the folder, or %s for the schema."
              .formatted(
                  place,
                  place,
                  place.contains(".")
                      ? "`" + place.replace(".", "`.`") + "`"
                      : "spark_catalog." + place));
    }
    return Tables.at(spark, place);
  }

  /**
   * The tables of a job that has run.
   *
   * @throws SettingsException if there are none
   */
  Tables existingTables(SparkSession spark) {
    Tables tables = tables(spark);
    if (!tables.exists(EventLog.NAME)) {
      throw new SettingsException(
          "There is no lake in %s. Give --tables the place that run writes to, or start run first."
              .formatted(place));
    }
    return tables;
  }

  private boolean isHere(Predicate<Path> kind) {
    try {
      return kind.test(Path.of(place));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The tables as they are defined, with what is stored of the instruments. */
  Graph graph(Tables tables, BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    Instruments instruments = new Instruments();
    instruments.load(new InstrumentTable(tables));
    return definitions.apply(limits(), instruments);
  }

  DuplicateMarks marks() {
    return new DuplicateMarks(duplicateWindow);
  }

  QuoteLimits limits() {
    return new QuoteLimits(futureTolerance, maxSpreadPercent, maxMovePercent);
  }
}
