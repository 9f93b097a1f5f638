// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The hub as a stream of records, through Spark's Kafka source. */
public final class Hub {

  private final Map<String, String> options;

  /**
   * A hub.
   *
   * @param options of the Kafka source, connection and topic included
   */
  public Hub(Map<String, String> options) {
    this.options = Map.copyOf(options);
  }

  /** All records not read before, as {@link HubRecords#TYPE}. */
  public Dataset<Row> records(SparkSession spark) {
    return spark
        .readStream()
        .format("kafka")
        .options(options)
        .option("includeHeaders", "true")
        .load()
        .select(HubRecords.fromKafka());
  }
}
