// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.CalendarFolder;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.store.StoredSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.ExclusionTable;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import io.delta.tables.DeltaTable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
      description = "How far quoted_at may be ahead of the append time (what the lake has, or 5m).")
  private Optional<Duration> futureTolerance = Optional.empty();

  @Option(
      names = "--max-spread-percent",
      paramLabel = "N",
      description = "Wider spreads are counted as remarkable (what the lake has, or 20).")
  private Optional<BigDecimal> maxSpreadPercent = Optional.empty();

  @Option(
      names = "--max-move-percent",
      paramLabel = "N",
      description =
          "Larger moves from the previous close are counted as remarkable (what the lake has, or"
              + " 50).")
  private Optional<BigDecimal> maxMovePercent = Optional.empty();

  @Option(
      names = "--duplicate-window",
      paramLabel = "DURATION",
      description =
          "How long after its append time an event is remembered (what the lake has, or 1h).")
  private Optional<Duration> duplicateWindow = Optional.empty();

  @Option(
      names = "--market",
      split = ",",
      paramLabel = "PROVIDER=MARKET",
      description =
          "The market of a provider's quotes that name none, such as alpaca=XNYS,kraken=24/7; XNYS"
              + " for all others (what the lake has, or none).")
  private List<ProviderMarket> markets = List.of();

  @Option(
      names = "--calendars",
      paramLabel = "FOLDER",
      description =
          "Calendars of your own, files MARKET.calendar, beside those of the job (what the lake"
              + " has, or none).")
  private Optional<String> calendars = Optional.empty();

  /** The market of a provider's quotes that name none. */
  record ProviderMarket(String provider, String market) {

    /** Takes {@code PROVIDER=MARKET} apart. */
    static ProviderMarket of(String text) {
      String[] names = text.split("=", 2);
      if (names.length < 2 || names[0].isBlank() || names[1].isBlank()) {
        throw new TypeConversionException(
            "'%s' names no provider and its market: write it as alpaca=XNYS".formatted(text));
      }
      return new ProviderMarket(names[0].strip(), names[1].strip());
    }
  }

  /**
   * The tables, which need not be there yet.
   *
   * @throws SettingsException if the place is a file or a table, or may be a folder or a schema
   */
  Tables tables(SparkSession spark) {
    if (place.isBlank()) {
      throw new SettingsException("--tables is empty: give a folder (with a slash) or a schema.");
    }
    if (place.contains("/") && DeltaTable.isDeltaTable(spark, place)) {
      throw new SettingsException(
          "--tables is %s, which is a table: give the folder it is in.".formatted(place));
    }
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

  /** The lake in these tables, with what is stored of its settings and of the instruments. */
  Lake lake(Tables tables, Definitions definitions) {
    Instruments instruments = new Instruments();
    instruments.load(new InstrumentTable(tables));
    Exclusions exclusions = new Exclusions();
    exclusions.load(new ExclusionTable(tables));
    LakeSettings settings = settings(tables);
    Markets markets = markets(tables.spark(), settings);
    Graph graph = definitions.graph(settings.limits(), instruments, exclusions, markets);
    return new Lake(tables, settings, graph, exclusions);
  }

  /**
   * Looks at markets and calendars before they are stored.
   *
   * @throws SettingsException if a market that is given has no calendar
   */
  void refuseUnknownMarkets(Tables tables) {
    Map<String, String> texts = new StoredSettings(tables).read();
    texts.putAll(given());
    markets(tables.spark(), new LakeSettings(texts));
  }

  /** Whose calendar a quote lives by. */
  static Markets markets(SparkSession spark, LakeSettings settings) {
    Map<String, String> own =
        settings
            .calendars()
            .map(folder -> CalendarFolder.read(folder, spark.sessionState().newHadoopConf()))
            .orElse(Map.of());
    return new Markets(Calendars.with(own), settings.markets());
  }

  /**
   * What all commands on these tables agree on.
   *
   * @throws SettingsException if an option contradicts what is stored
   */
  LakeSettings settings(Tables tables) {
    return LakeSettings.of(new StoredSettings(tables).read(), given());
  }

  /** The shared settings among the options, in the form in which they are stored. */
  Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    duplicateWindow.ifPresent(
        window -> given.put(LakeSettings.DUPLICATE_WINDOW, DurationText.of(window)));
    futureTolerance.ifPresent(
        tolerance -> given.put(LakeSettings.FUTURE_TOLERANCE, DurationText.of(tolerance)));
    maxSpreadPercent.ifPresent(
        percent -> given.put(LakeSettings.MAX_SPREAD_PERCENT, text(percent)));
    maxMovePercent.ifPresent(percent -> given.put(LakeSettings.MAX_MOVE_PERCENT, text(percent)));
    if (!markets.isEmpty()) {
      given.put(
          LakeSettings.MARKET,
          LakeSettings.text(
              markets.stream()
                  .collect(
                      Collectors.toMap(
                          ProviderMarket::provider, ProviderMarket::market, (one, last) -> last))));
    }
    calendars.ifPresent(folder -> given.put(LakeSettings.CALENDARS, folder));
    return given;
  }

  private static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
