// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;

import dev.quotelake.lake.contract.AvroCursor.UndecodableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What records say, as columns beside their own. */
public final class DecodedQuotes {

  /** Why a record is no event; null where it is one. */
  public static final String REASON = "reason";

  /** Whether an event's identifier is the one its bytes have; null where it is none. */
  public static final String EVENT_ID_VALID = "event_id_valid";

  /** The columns: the event's fields, all null where it is none, times in microseconds. */
  public static final StructType TYPE =
      QuoteEventSchema.TYPE
          .add(REASON, DataTypes.StringType)
          .add(EVENT_ID_VALID, DataTypes.BooleanType);

  private static final int REASON_AT = TYPE.fieldIndex(REASON);
  private static final int ID_VALID_AT = TYPE.fieldIndex(EVENT_ID_VALID);
  private static final String DECODED = "decoded";

  private static final QuoteEventDecoder DECODER =
      new QuoteEventDecoder(QuoteEventSchema.current());

  private static final UserDefinedFunction DECODE =
      udf((UDF1<byte[], Row>) DecodedQuotes::decode, TYPE).withName("decode_quote");

  private DecodedQuotes() {}

  /** The event's fields as tables keep them, times as timestamps. */
  public static StructType columns() {
    StructType columns = new StructType();
    for (StructField field : QuoteEventSchema.TYPE.fields()) {
      boolean isTime = QuoteEventSchema.times().contains(field.name());
      columns = columns.add(field.name(), isTime ? DataTypes.TimestampType : field.dataType());
    }
    return columns;
  }

  /**
   * Records with {@link #TYPE}.
   *
   * @param value the column with their bytes
   */
  public static Dataset<Row> of(Dataset<Row> records, String value) {
    return records
        .withColumn(DECODED, DECODE.apply(col(value)))
        .select("*", DECODED + ".*")
        .drop(DECODED);
  }

  /** Decoded records with timestamps in the place of microseconds. */
  public static Dataset<Row> withTimestamps(Dataset<Row> decoded) {
    Dataset<Row> result = decoded;
    for (String name : QuoteEventSchema.times()) {
      result = result.withColumn(name, timestamp_micros(col(name)));
    }
    return result;
  }

  private static Row decode(byte[] value) {
    Object[] columns = new Object[TYPE.size()];
    try {
      columns[ID_VALID_AT] = DECODER.decode(value, columns);
    } catch (UndecodableException e) {
      columns = new Object[TYPE.size()];
      columns[REASON_AT] = e.getMessage();
    }
    return RowFactory.create(columns);
  }
}
