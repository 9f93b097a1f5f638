// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people read of gold, as tables for engines that know nothing of Spark's views: beside each
 * view {@code NAME} a Delta table {@code NAME_plain} with its rows, of protocol version 1 for
 * readers and 2 for writers, which is what every reader of Delta tables has. Only the days are
 * written again that have changed since; a table that shows the latest of many days, as a whole.
 *
 * <p>Which days have changed, the files of gold's stored tables tell: they lie in a folder for each
 * day. Beside each plain table stands of which versions of those it was made.
 */
public final class PlainTables {

  private static final Logger LOG = LoggerFactory.getLogger(PlainTables.class);
  private static final String SUFFIX = "_plain";
  private static final String DAY = "trading_date";
  private static final String NO_DAY = "__HIVE_DEFAULT_PARTITION__";
  private static final Pattern DAY_FOLDER = Pattern.compile("/" + DAY + "=([^/]+)/");
  private static final String MADE_OF = "quotelake.madeOf";
  private static final Map<String, String> PROTOCOL =
      Map.of(
          "delta.minReaderVersion", "1",
          "delta.minWriterVersion", "2",
          "delta.enableDeletionVectors", "false");

  private final Tables tables;
  private final Graph graph;
  private final List<TableDefinition> merged;

  public PlainTables(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
    this.merged =
        graph.tables().stream()
            .filter(table -> table.writeMode() instanceof WriteMode.Merge)
            .toList();
  }

  /**
   * Brings all plain tables up to date now and then, from a thread of its own, and once more when
   * it is closed. One that cannot be written is tried again.
   *
   * @param interval from the end of one time to the beginning of the next
   */
  public AutoCloseable every(Duration interval) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    thread.scheduleWithFixedDelay(
        this::tryToUpdate, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      thread.shutdown();
      if (thread.awaitTermination(1, TimeUnit.HOURS)) {
        update();
      }
    };
  }

  private void tryToUpdate() {
    try {
      update().forEach(LOG::debug);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      LOG.warn("Plain tables are not up to date, they are tried again: {}", e.toString());
    }
  }

  /** Brings all plain tables up to date; a line about each that was not. */
  public List<String> update() {
    Map<String, Long> versions = new TreeMap<>();
    merged.forEach(table -> versions.put(table.storedName(), newestVersion(table)));
    List<String> lines = new ArrayList<>();
    for (TableDefinition table : merged) {
      Map<String, Long> madeOf = madeOf(table);
      if (!madeOf.equals(versions)) {
        lines.add(write(table, changed(table, madeOf, versions)));
        tables.set(plain(table), MADE_OF, text(versions));
      }
    }
    return lines;
  }

  /** The plain tables there are, as far as {@link Maintenance} needs to know them. */
  static List<TableDefinition> existing(Tables tables, Graph graph) {
    return graph.tables().stream()
        .map(PlainTables::plain)
        .filter(tables::exists)
        .map(name -> TableDefinition.table(name).reads(TableDefinition.HUB).build())
        .toList();
  }

  private static String plain(TableDefinition table) {
    return table.name() + SUFFIX;
  }

  private long newestVersion(TableDefinition table) {
    return tables.open(table.storedName()).history(1).select("version").head().getLong(0);
  }

  /**
   * The versions of gold's tables that a plain table was made of; nothing if it is not made yet.
   */
  private Map<String, Long> madeOf(TableDefinition table) {
    Map<String, Long> versions = new TreeMap<>();
    if (tables.exists(plain(table))) {
      String text = tables.properties(plain(table)).getOrDefault(MADE_OF, "");
      for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
        String[] parts = each.split("=", 2);
        versions.put(parts[0], Long.valueOf(parts[1]));
      }
    }
    return versions;
  }

  private static String text(Map<String, Long> versions) {
    return versions.entrySet().stream()
        .map(version -> version.getKey() + "=" + version.getValue())
        .collect(Collectors.joining(","));
  }

  /** The days whose rows are to be written again; nothing for all of the table. */
  private Optional<Set<String>> changed(
      TableDefinition table, Map<String, Long> then, Map<String, Long> now) {
    if (!table.hasDayColumn() || then.isEmpty() || !hasColumnsOf(table)) {
      return Optional.empty();
    }
    Set<String> days = new TreeSet<>();
    for (TableDefinition source : merged) {
      Set<String> files = new HashSet<>();
      if (source.hasDayColumn()) {
        String name = source.storedName();
        Set<String> before = files(name, then.getOrDefault(name, -1L));
        Set<String> after = files(name, now.get(name));
        before.stream().filter(file -> !after.contains(file)).forEach(files::add);
        after.stream().filter(file -> !before.contains(file)).forEach(files::add);
      }
      for (String file : files) {
        Matcher day = DAY_FOLDER.matcher(file);
        if (!day.find()) {
          return Optional.empty();
        }
        days.add(URLDecoder.decode(day.group(1), StandardCharsets.UTF_8));
      }
    }
    return Optional.of(days);
  }

  /** The files of a version; none of one that is not known any more, so that all have changed. */
  private Set<String> files(String storedName, long version) {
    try {
      return Set.of(tables.readAt(storedName, version).inputFiles());
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      LOG.info("{} has no version {} any more: {}", storedName, version, e.toString());
      return Set.of();
    }
  }

  private boolean hasColumnsOf(TableDefinition table) {
    return columns(tables.read(plain(table))).equals(columns(shown(table)));
  }

  private static List<String> columns(Dataset<Row> rows) {
    return Stream.of(rows.schema().fields())
        .map(field -> field.name() + " " + field.dataType().simpleString())
        .toList();
  }

  private Dataset<Row> shown(TableDefinition table) {
    return tables.sql(new Views(tables).query(graph, table.name()));
  }

  private String write(TableDefinition table, Optional<Set<String>> days) {
    if (days.isPresent() && days.get().isEmpty()) {
      return plain(table) + ": no day has changed";
    }
    Dataset<Row> rows = days.map(some -> shown(table).where(where(some))).orElse(shown(table));
    DataFrameWriter<Row> writer =
        table.hasDayColumn()
            ? rows.repartition(col(DAY)).sortWithinPartitions(DAY).write().partitionBy(DAY)
            : rows.coalesce(1).write();
    if (!tables.exists(plain(table))) {
      writer.options(PROTOCOL);
    }
    tables.save(
        writer
            .format("delta")
            .mode("overwrite")
            .options(
                days.map(some -> Map.of("replaceWhere", where(some)))
                    .orElse(Map.of("overwriteSchema", "true"))),
        plain(table));
    return "%s: %s written"
        .formatted(plain(table), days.map(some -> "days " + some).orElse("all of it"));
  }

  private static String where(Set<String> days) {
    return days.stream()
        .map(
            day ->
                day.equals(NO_DAY)
                    ? DAY + " is null"
                    : "%s = cast('%s' as date)".formatted(DAY, day))
        .collect(Collectors.joining(" or "));
  }
}
