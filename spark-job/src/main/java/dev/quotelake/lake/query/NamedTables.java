// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * The tables under the names people know: each table, the parts of those that are merged on read,
 * the views over them, the event log, and what is known beside the quotes. A name means something
 * to Spark once it has been shown.
 */
public final class NamedTables {

  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  private static final Pattern AFTER_LAST_COMMIT =
      Pattern.compile("DELTA_TIMESTAMP_GREATER_THAN_COMMIT|after the latest commit timestamp");

  private final SparkSession spark;
  private final Tables tables;
  private final Graph graph;
  private final Views views;
  private final ListedFiles files;
  private final Map<String, NamedTable> named = new LinkedHashMap<>();
  private final List<String> then = new ArrayList<>();

  public NamedTables(Tables tables, Graph graph) {
    this.spark = tables.spark();
    this.tables = tables;
    this.graph = graph;
    this.views = new Views(tables);
    this.files = new ListedFiles(tables);
    for (TableDefinition table : graph.allStored()) {
      add(new NamedTable(table.name(), table.storedName(), table.comment()));
      if (table.isView()) {
        add(stored(table.storedName(), "What is stored of " + table.name() + "."));
      }
    }
    graph
        .views()
        .forEach(view -> add(new NamedTable(view.name(), graph.storedUnder(view), view.comment())));
    graph.references().forEach((name, comment) -> add(stored(name, comment)));
  }

  /**
   * A name.
   *
   * @param stored the stored table it tells of
   */
  record NamedTable(String name, String stored, String comment) {

    boolean isView() {
      return !name.equals(stored);
    }
  }

  private static NamedTable stored(String name, String comment) {
    return new NamedTable(name, name, comment);
  }

  private void add(NamedTable table) {
    named.put(table.name(), table);
  }

  /** What a name means, whatever its case. */
  Optional<NamedTable> find(String name) {
    return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What a name of one part means; one of several parts is Spark's business. */
  Optional<NamedTable> named(Seq<String> parts) {
    return parts.size() == 1 ? find(parts.head()) : Optional.empty();
  }

  /** The tables that are stored already. */
  List<NamedTable> existing() {
    return named.values().stream().filter(this::isThere).toList();
  }

  /** One that cannot be read is there. */
  private boolean isThere(NamedTable table) {
    try {
      return tables.exists(table.stored());
    } catch (PipelineException e) {
      return true;
    }
  }

  /**
   * Makes all tables that exist known to Spark, whatever is committed later; of one that cannot be
   * read, the name alone.
   */
  public void showAll() {
    for (NamedTable table : existing()) {
      try {
        show(table, tables::identifier);
      } catch (Exception e) { // Spark throws checked exceptions that it does not declare
        spark.emptyDataFrame().createOrReplaceTempView(table.name());
      }
    }
  }

  /** Makes a table known to Spark under its name, with the rows of now. */
  void show(NamedTable table) {
    show(table, files::nameOf);
  }

  private void show(NamedTable table, UnaryOperator<String> stored) {
    spark.sql(query(table, stored)).createOrReplaceTempView(table.name());
  }

  /**
   * Makes a table known as it was in a version of what is stored of it.
   *
   * @return the name under which it is known
   * @throws QueryException if it is no number, or versions of several stored tables would be meant
   */
  String showVersion(NamedTable table, String version) {
    if (!version.matches("\\d+")) {
      throw new QueryException(
          "a version is a number as describe history shows it, not " + version);
    }
    if (readsOthers(table)) {
      throw new QueryException(
          "%s is made of several stored tables, each with versions of its own: ask for timestamp as of, or for %s"
              .formatted(table.name(), table.stored()));
    }
    String asOf = "version as of " + version;
    return showThen(table, asOf, query(table, stored -> then(table, stored, asOf)));
  }

  /**
   * Makes a table known as it was at some time.
   *
   * @param time an expression for it
   * @return the name under which it is known
   */
  String showTime(NamedTable table, String time) {
    long micros = spark.sql("select unix_micros(timestamp(%s))".formatted(time)).head().getLong(0);
    String asOf = "timestamp as of '" + Instant.EPOCH.plus(micros, ChronoUnit.MICROS) + "'";
    // Delta 3.3 takes a time in the session's zone for one in the JVM's.
    String zone = spark.conf().get(TIME_ZONE);
    spark.conf().set(TIME_ZONE, TimeZone.getDefault().getID());
    try {
      return showThen(table, asOf, query(table, stored -> at(table, stored, asOf)));
    } finally {
      spark.conf().set(TIME_ZONE, zone);
    }
  }

  /** The same of a time; that after a table's last commit is that commit. */
  private String at(NamedTable table, String stored, String asOf) {
    return !isReadAsNow(table, stored) && isOlder(stored, asOf)
        ? tables.identifier(stored)
        : then(table, stored, asOf);
  }

  /** SQL for the rows of a stored table as they were. */
  private String then(NamedTable table, String stored, String asOf) {
    String now = tables.identifier(stored);
    return isReadAsNow(table, stored) ? now : now + " " + asOf;
  }

  /** A view of then reads references as they are now. */
  private boolean isReadAsNow(NamedTable table, String stored) {
    return table.isView() && isReference(stored);
  }

  private boolean isReference(String stored) {
    return graph.references().containsKey(stored);
  }

  /** Whether nothing was committed since: Delta refuses a time after the last commit. */
  private boolean isOlder(String stored, String asOf) {
    try {
      spark.sql("select 1 from %s %s".formatted(tables.identifier(stored), asOf));
      return false;
    } catch (Exception e) {
      if (AFTER_LAST_COMMIT.matcher(String.valueOf(e.getMessage())).find()) {
        return true;
      }
      throw e;
    }
  }

  private String showThen(NamedTable table, String asOf, String query) {
    String name = table.name() + " " + asOf;
    spark.sql(query).createOrReplaceTempView("`" + name + "`");
    then.add(name);
    return name;
  }

  /** Forgets what was made known for one statement: the tables as they were, and their files. */
  void forget() {
    files.forget();
    then.forEach(name -> spark.catalog().dropTempView(name));
    then.clear();
  }

  private boolean readsOthers(NamedTable table) {
    Set<String> read = new HashSet<>();
    query(
        table,
        stored -> {
          read.add(stored);
          return stored;
        });
    read.removeIf(this::isReference);
    return read.size() > 1;
  }

  /** The query for the rows a name stands for. */
  String query(NamedTable table) {
    return query(table, tables::identifier);
  }

  private String query(NamedTable table, UnaryOperator<String> stored) {
    if (!tables.exists(table.stored())) {
      throw new QueryException(
          table.name()
              + " is not there yet: "
              + graph
                  .references()
                  .getOrDefault(table.name(), "the job makes new tables when it starts"));
    }
    return table.isView()
        ? views.query(graph, table.name(), stored)
        : "select * from " + stored.apply(table.stored());
  }

  /** How SQL names the stored table. */
  String identifier(NamedTable table) {
    return tables.identifier(table.stored());
  }

  /** The columns of a table as people see them. */
  StructType columns(NamedTable table) {
    return spark.sql(query(table)).schema();
  }

  @Override
  public String toString() {
    return String.join(", ", existing().stream().map(NamedTable::name).toList());
  }
}
