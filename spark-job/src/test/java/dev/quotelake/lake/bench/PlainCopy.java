// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bench;

import dev.quotelake.lake.command.LakeSession;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The yardstick of the catch-up: copies a hub into one Delta table as it is, with nothing done to
 * it. {@code BOOTSTRAP TOPIC FOLDER}; prints how long it took, in milliseconds.
 */
public final class PlainCopy {

  private static final String RECORDS_A_BATCH = "400000";

  private PlainCopy() {}

  public static void main(String[] arguments) throws Exception {
    try (LakeSession session = LakeSession.open()) {
      SparkSession spark = session.spark();
      spark.range(1).write().format("delta").save(arguments[2] + "/warm");
      long start = System.nanoTime();
      spark
          .readStream()
          .format("kafka")
          .option("kafka.bootstrap.servers", arguments[0])
          .option("subscribe", arguments[1])
          .option("startingOffsets", "earliest")
          .option("maxOffsetsPerTrigger", RECORDS_A_BATCH)
          .load()
          .select("key", "value", "topic", "partition", "offset", "timestamp")
          .writeStream()
          .format("delta")
          .option("checkpointLocation", arguments[2] + "/checkpoint")
          .trigger(Trigger.AvailableNow())
          .start(arguments[2] + "/copy")
          .awaitTermination();
      System.out.println((System.nanoTime() - start) / 1_000_000);
    }
  }
}
