// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The decoder as a function on a column: the event, or why there is none. */
public final class DecodeQuotes implements UDF1<byte[], Row> {

  private static final long serialVersionUID = 1L;

  /** Null when the value is no event. */
  public static final String EVENT = "event";

  /** Null when the value is an event. */
  public static final String UNDECODABLE = "undecodable";

  /** What the function returns. */
  public static final StructType TYPE =
      new StructType()
          .add(EVENT, QuoteEventSchema.sparkType())
          .add(UNDECODABLE, DataTypes.StringType);

  private final QuoteEventDecoder decoder = new QuoteEventDecoder();

  @Override
  public Row call(byte[] value) {
    try {
      return RowFactory.create(RowFactory.create(decoder.decode(value)), null);
    } catch (UndecodableException e) {
      return RowFactory.create(null, e.getMessage());
    }
  }
}
