// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which of two quotes is the later one: by the provider's time, then by the time it was fetched,
 * then by identifier, so that there is always exactly one answer whatever order they arrive in.
 */
final class QuoteOrder {

  static final StructType TYPE =
      new StructType()
          .add("quoted_at", DataTypes.TimestampType)
          .add("fetched_at", DataTypes.TimestampType)
          .add("event_id", DataTypes.StringType);

  private QuoteOrder() {}

  /** A struct that sorts as the quotes do and carries a value along. */
  static Column carrying(String value) {
    return struct(col("quoted_at"), col("fetched_at"), col("event_id"), col(value));
  }
}
