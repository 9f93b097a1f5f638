// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import dev.quotelake.lake.pipeline.store.Tables;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a checkpoint of a table's log, so that the next reader has little to replay. Open-source
 * Delta only; Databricks looks after its logs itself and does not have these classes.
 */
final class LogCheckpoint {

  private static final Logger LOG = LoggerFactory.getLogger(LogCheckpoint.class);

  private LogCheckpoint() {}

  static void write(SparkSession spark, Tables tables, String storedName) {
    try {
      String folder = tables.open(spark, storedName).detail().head().getAs("location");
      DeltaLog.forTable(spark, folder).checkpoint();
    } catch (LinkageError e) {
      LOG.info("The log of {} is looked after by this platform", storedName);
    }
  }
}
