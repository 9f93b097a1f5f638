// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.Databricks;
import dev.quotelake.lake.disk.Disk;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session the job works in. Where a session exists (a cluster gave us one) the job works
 * in a child of it, so that its settings touch nobody else, and leaves it running; else the job
 * makes one on this machine and stops it at the end.
 */
public final class LakeSession implements AutoCloseable {

  /** What the job needs to be fast and exact, wherever it runs. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.adaptive.enabled", "false"),
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.streaming.noDataMicroBatches.enabled", "false"),
          Map.entry("spark.sql.ansi.enabled", "false"),
          Map.entry(
              "spark.sql.streaming.stateStore.providerClass", stateStore(Databricks::canLoad)),
          Map.entry(
              "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true"),
          Map.entry("spark.databricks.delta.snapshotPartitions", "1"),
          Map.entry("spark.sql.ui.explainMode", "simple"),
          Map.entry("spark.sql.codegen.aggregate.map.twolevel.enabled", "false"));

  private final SparkSession session;
  private final boolean ours;

  private LakeSession(SparkSession session, boolean ours) {
    this.session = session;
    this.ours = ours;
  }

  /** Takes the session there is, or makes one. */
  public static LakeSession open() {
    boolean ours = !exists();
    SparkSession base = ours ? local() : SparkSession.builder().getOrCreate();
    SparkSession child = base.newSession();
    SETTINGS.forEach(child.conf()::set);
    child.conf().set("spark.sql.shuffle.partitions", partitions(base));
    return new LakeSession(child, ours);
  }

  /** As many as half of the cores, because tables are written at the same time. */
  private static long partitions(SparkSession base) {
    return Math.max(1, base.sparkContext().defaultParallelism() / 2);
  }

  /** RocksDB's: Databricks' own before runtime 17.3, Spark's elsewhere. */
  static String stateStore(Predicate<String> canLoad) {
    String databricks = "com.databricks.sql.streaming.state.RocksDBStateStoreProvider";
    return canLoad.test(databricks)
        ? databricks
        : "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";
  }

  /** Whether the session here is somebody else's: on a cluster, or made in this process before. */
  public static boolean exists() {
    return Databricks.isCluster(System.getenv())
        || SparkSession.getActiveSession().isDefined()
        || SparkSession.getDefaultSession().isDefined();
  }

  /**
   * The process is ours then, and has neither the machine's language nor its time zone: Delta,
   * Spark and we write numbers into file names and SQL as the process writes them, and Java's dates
   * skip what a zone's clocks skipped.
   */
  private static SparkSession local() {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    return SparkSession.builder()
        .config(Disk.SETTINGS)
        .appName("quotelake")
        .master(System.getProperty("spark.master", "local[*]"))
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.ui.enabled", "false")
        .config("spark.scheduler.mode", "FAIR")
        .config("spark.sql.codegen.cache.maxEntries", "2000")
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
        .getOrCreate();
  }

  /** The session to work in. */
  public SparkSession spark() {
    return session;
  }

  @Override
  public void close() {
    if (ours) {
      session.stop();
    }
  }
}
