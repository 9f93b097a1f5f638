// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.CalendarFolder;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  @Option(
      names = "--market",
      paramLabel = "PROVIDER=MARKET",
      description =
          "The market of a provider's quotes that name none, such as alpaca=XNYS or sandbox=24/7; may be given several times. XNYS for all others.")
  private Map<String, String> markets = Map.of();

  @Option(
      names = "--calendars",
      paramLabel = "FOLDER",
      description = "Calendars of your own, files MARKET.calendar, beside those of the job.")
  private Optional<String> calendars = Optional.empty();

  Tables tables(SparkSession spark) {
    return Tables.at(spark, place);
  }

  /** The tables as they are defined, with what is stored of the instruments. */
  Graph graph(Tables tables, Definitions definitions) {
    Instruments instruments = new Instruments();
    instruments.load(new InstrumentTable(tables));
    return definitions.graph(limits(), instruments, markets(tables.spark()));
  }

  /** Whose calendar a quote lives by. */
  Markets markets(SparkSession spark) {
    Map<String, String> own =
        calendars
            .map(folder -> new CalendarFolder(folder, spark.sessionState().newHadoopConf()).read())
            .orElse(Map.of());
    return new Markets(Calendars.with(own), markets);
  }

  DuplicateMarks marks() {
    return new DuplicateMarks(duplicateWindow);
  }

  QuoteLimits limits() {
    return new QuoteLimits(futureTolerance, maxSpreadPercent, maxMovePercent);
  }
}
