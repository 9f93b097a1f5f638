// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import dev.quotelake.lake.command.LakeSession;
import dev.quotelake.lake.disk.Disk;
import org.apache.spark.sql.SparkSession;

/**
 * One Spark session with Delta for all tests of the module that need no session of their own; it
 * ends with the process.
 */
public final class LocalSpark {
  private LocalSpark() {}

  /** The session; made when first asked for. */
  public static SparkSession session() {
    return SparkSession.builder()
        .config(Disk.SETTINGS)
        .master("local[2]")
        .config("spark.ui.enabled", false)
        // What a whole suite leaves behind would fill the memory: histories of queries, snapshots.
        .config("spark.ui.retainedJobs", 10)
        .config("spark.ui.retainedStages", 10)
        .config("spark.ui.retainedTasks", 100)
        .config("spark.sql.ui.retainedExecutions", 10)
        .config("spark.databricks.delta.delta.log.cacheSize", 50)
        .config("spark.sql.codegen.cache.maxEntries", 5000)
        // Compiling a plan takes longer than running it over the handful of rows most tests have.
        .config("spark.sql.codegen.wholeStage", false)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.adaptive.enabled", false)
        .config("spark.databricks.delta.snapshotPartitions", 1)
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .getOrCreate();
  }

  /** A session of its own in the same Spark, with the settings the job gives itself. */
  public static SparkSession lakeSession() {
    session();
    return LakeSession.open().spark();
  }

  /** The same with plans that are compiled, as they are outside of tests. */
  public static SparkSession compilingSession() {
    SparkSession session = lakeSession();
    session.conf().set("spark.sql.codegen.wholeStage", "true");
    session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
    return session;
  }
}
