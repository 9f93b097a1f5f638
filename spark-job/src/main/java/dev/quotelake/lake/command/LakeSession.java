// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.disk.Disk;
import java.util.Map;
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
          Map.entry(
              "spark.sql.streaming.stateStore.providerClass",
              "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"),
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

  /** Whether somebody else made a session in this process. */
  public static boolean exists() {
    return SparkSession.getActiveSession().isDefined()
        || SparkSession.getDefaultSession().isDefined();
  }

  private static SparkSession local() {
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
