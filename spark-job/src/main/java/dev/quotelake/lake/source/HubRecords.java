// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a record of the hub, as every table that keeps records names them. */
public final class HubRecords {

  public static final String TOPIC = "topic";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";

  /** The hub's append time, which is the record's timestamp. */
  public static final String APPENDED_AT = "appended_at";

  public static final String KEY = "key";
  public static final String VALUE = "value";
  public static final String HEADERS = "headers";

  /** When the job read the record. */
  public static final String INGESTED_AT = "ingested_at";

  /** The key of the records with which the gateway proves that the chain works. */
  public static final String CANARY_KEY = "~canary";

  private static final StructType HEADER =
      new StructType().add("key", DataTypes.StringType).add("value", DataTypes.BinaryType);

  /** The record as the hub gave it, and when it was read. */
  public static final StructType TYPE =
      new StructType()
          .add(TOPIC, DataTypes.StringType)
          .add(PARTITION, DataTypes.IntegerType)
          .add(OFFSET, DataTypes.LongType)
          .add(APPENDED_AT, DataTypes.TimestampType)
          .add(KEY, DataTypes.BinaryType)
          .add(VALUE, DataTypes.BinaryType)
          .add(HEADERS, DataTypes.createArrayType(HEADER))
          .add(INGESTED_AT, DataTypes.TimestampType);

  private HubRecords() {}

  /** From the columns of Spark's Kafka source to ours. */
  static Column[] fromKafka() {
    return new Column[] {
      col("topic"),
      col("partition"),
      col("offset"),
      col("timestamp").as(APPENDED_AT),
      col("key"),
      col("value"),
      col("headers"),
      timestamp_millis(udf(new Clock(), DataTypes.LongType).asNondeterministic().apply())
          .as(INGESTED_AT)
    };
  }

  /** Whether a record is a canary. */
  public static Column isCanary() {
    return coalesce(col(KEY).cast(DataTypes.StringType).equalTo(CANARY_KEY), lit(false));
  }

  /**
   * The time as a function, not as a constant that would make every batch a new program to Spark.
   */
  private static final class Clock implements UDF0<Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long call() {
      return System.currentTimeMillis();
    }
  }
}
