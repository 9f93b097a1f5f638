// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.batch.Compaction;
import dev.quotelake.lake.pipeline.batch.Operation;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Console;

/**
 * Keeps the stored tables quick to read: few and clustered files, nothing that nobody refers to.
 */
public final class Maintenance {

  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** Delta's own limit: below it, a running job could lose files it is about to read. */
  public static final Duration SHORTEST_RETENTION = Duration.ofDays(7);

  private static final int MOST_ATTEMPTS = 5;
  private static final String FILE = "file";
  private static final String SEVERAL = "several_";

  /** Tasks in which VACUUM lists a table's files (Delta's VacuumCommand); 10,000 by default. */
  private static final String LISTING_TASKS =
      "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  private final Tables tables;
  private final Duration retention;

  /**
   * Makes it.
   *
   * @param retention how long files stay after no version needs them
   */
  public Maintenance(Tables tables, Duration retention) {
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw new SettingsException(
          "retain is %s: less than 7 days could delete files that a running reader needs. Give 7d or more."
              .formatted(retention));
    }
    this.tables = tables;
    this.retention = retention;
  }

  /**
   * What became of a stored table.
   *
   * @param done whether all that was to be done is done
   */
  public record Outcome(String table, boolean done, String detail) {

    @Override
    public String toString() {
      return table + ": " + detail;
    }
  }

  /**
   * Compacts, clusters and cleans all tables, each when its outcome is wanted; one that fails is no
   * hindrance for the others.
   */
  public Stream<Outcome> of(Graph graph) {
    tables
        .spark()
        .conf()
        .set(LISTING_TASKS, 2L * tables.spark().sparkContext().defaultParallelism());
    Stream<Outcome> defined =
        Stream.concat(graph.allStored().stream(), PlainTables.existing(tables, graph).stream())
            .filter(table -> tables.exists(table.storedName()))
            .map(this::outcome);
    Stream<Outcome> undefined =
        new Schemas(tables)
            .undefined(graph).stream().map(name -> new Outcome(name, true, Schemas.UNDEFINED));
    return Stream.concat(defined, undefined);
  }

  private Outcome outcome(TableDefinition table) {
    try {
      return new Outcome(table.storedName(), true, maintain(table));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      LOG.error("Table {} is not maintained", table.storedName(), e);
      String why = PipelineException.firstLine(e);
      return new Outcome(
          table.storedName(), false, "FAILED, %s: %s".formatted(e.getClass().getSimpleName(), why));
    }
  }

  private String maintain(TableDefinition table) {
    String name = tables.identifier(table.storedName());
    Instant start = Instant.now();
    long compacted = uncompacted(table).stream().filter(partition -> partition.run(tables)).count();
    if (compacted > 0) {
      Operation.COMPACTION.log(tables, table, start, compacted + " partitions");
    }
    Row files = optimize(name);
    // Delta prints what it deleted, without the table's name.
    Console.withOut(
        OutputStream.nullOutputStream(),
        () -> tables.sql("VACUUM %s RETAIN %d HOURS".formatted(name, retention.toHours())));
    writeLogCheckpoint(table.storedName());
    return "%d files became %d"
        .formatted(files.<Long>getAs("numFilesRemoved"), files.<Long>getAs("numFilesAdded"));
  }

  /**
   * The partitions of a merged table that hold more than one row of some key, or, if it compacts in
   * steps, rows that were added since maintenance compacted them.
   */
  private List<Compaction> uncompacted(TableDefinition table) {
    if (!(table.writeMode() instanceof WriteMode.Merge merge)) {
      return List.of();
    }
    Dataset<Row> uncompacted =
        table.compactsInSteps()
            ? tables
                .read(table.storedName())
                .where(not(col(TableDefinition.STEP).eqNullSafe(TableDefinition.WHOLE)))
            : ofSeveralFiles(table).groupBy(columns(merge.keys())).count().where("count > 1");
    return uncompacted.select(texts(table.partitioning())).distinct().collectAsList().stream()
        .map(partition -> new Compaction(table, partition, TableDefinition.WHOLE))
        .toList();
  }

  /** The rows of partitions with more than one file: days that were maintained before have one. */
  private Dataset<Row> ofSeveralFiles(TableDefinition table) {
    Dataset<Row> rows = tables.read(table.storedName());
    if (table.partitioning().isEmpty()) {
      return rows;
    }
    Dataset<Row> several =
        rows.withColumn(FILE, input_file_name())
            .groupBy(columns(table.partitioning()))
            .agg(count_distinct(col(FILE)).as("files"))
            .where("files > 1")
            .select(
                table.partitioning().stream()
                    .map(name -> col(name).as(SEVERAL + name))
                    .toArray(Column[]::new));
    Column same =
        table.partitioning().stream()
            .map(name -> col(name).eqNullSafe(col(SEVERAL + name)))
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(broadcast(several), same, "left_semi");
  }

  private static Column[] texts(List<String> names) {
    return names.stream()
        .map(name -> functions.col(name).cast("string").as(name))
        .toArray(Column[]::new);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(functions::col).toArray(Column[]::new);
  }

  private Row optimize(String name) {
    for (int attempt = 1; ; attempt++) {
      try {
        return tables.sql("OPTIMIZE " + name).select("metrics.*").head();
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * So that the next reader has little to replay. Open-source Delta only; Databricks looks after
   * its logs itself and does not have these classes.
   */
  private void writeLogCheckpoint(String storedName) {
    try {
      String folder = tables.open(storedName).detail().head().getAs("location");
      DeltaLog.forTable(tables.spark(), folder).checkpoint();
    } catch (LinkageError e) {
      LOG.info("The log of {} is looked after by this platform", storedName);
    }
  }
}
