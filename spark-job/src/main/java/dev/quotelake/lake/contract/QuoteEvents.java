// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;

import dev.quotelake.lake.contract.AvroCursor.UndecodableException;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the bytes of records say, as columns. */
public final class QuoteEvents {

  /** Why a record is no event; null where it is one. */
  public static final String REASON = "reason";

  /** Whether an event's identifier is the one its bytes have; null where it is no event. */
  public static final String EVENT_ID_VALID = "event_id_valid";

  private static final String DECODED = "decoded";

  private static final StructType DECODED_TYPE =
      QuoteEventSchema.TYPE
          .add(REASON, DataTypes.StringType)
          .add(EVENT_ID_VALID, DataTypes.BooleanType);

  private static final int REASON_AT = DECODED_TYPE.fieldIndex(REASON);
  private static final int ID_VALID_AT = DECODED_TYPE.fieldIndex(EVENT_ID_VALID);

  private static final StructType IDENTITY_TYPE =
      new StructType()
          .add("event_id", DataTypes.StringType)
          .add("symbol", DataTypes.StringType)
          .add("quoted_at", DataTypes.LongType);

  private static final QuoteEventDecoder EVENTS =
      new QuoteEventDecoder(QuoteEventSchema.TYPE, QuoteEventSchema.current());

  private static final QuoteEventDecoder IDENTITIES =
      new QuoteEventDecoder(IDENTITY_TYPE, QuoteEventSchema.current());

  private static final UserDefinedFunction DECODE =
      udf((UDF1<byte[], Row>) QuoteEvents::decode, DECODED_TYPE).withName("decode_quote");

  private static final UserDefinedFunction IDENTIFY =
      udf((UDF1<byte[], Row>) QuoteEvents::identify, IDENTITY_TYPE).withName("identify_quote");

  private QuoteEvents() {}

  /** The event's fields as tables keep them. */
  public static StructType columns() {
    StructType columns = new StructType();
    for (StructField field : QuoteEventSchema.TYPE.fields()) {
      boolean isTime = QuoteEventSchema.times().contains(field.name());
      columns = columns.add(field.name(), isTime ? DataTypes.TimestampType : field.dataType());
    }
    return columns;
  }

  /**
   * Records with {@link #columns}, all null where it is no event, {@link #REASON} and {@link
   * #EVENT_ID_VALID}.
   *
   * @param value the column with their bytes
   */
  public static Dataset<Row> decoded(Dataset<Row> records, String value) {
    Dataset<Row> decoded =
        records
            .withColumn(DECODED, DECODE.apply(col(value)))
            .select("*", DECODED + ".*")
            .drop(DECODED);
    for (String name : QuoteEventSchema.times()) {
      decoded = decoded.withColumn(name, timestamp_micros(col(name)));
    }
    return decoded;
  }

  /**
   * What tells an event from others: a struct of {@code event_id}, {@code symbol} and {@code
   * quoted_at} (microseconds), null where it is no event or has the identifier of another one. Far
   * cheaper than decoding: what the identifier covers is passed over, since of two records with one
   * identifier both can be read there or none.
   */
  public static Column identity(Column value) {
    return IDENTIFY.apply(value);
  }

  private static Row decode(byte[] value) {
    Object[] columns;
    try {
      QuoteEventDecoder.Event event = EVENTS.decode(value);
      columns = Arrays.copyOf(event.values(), DECODED_TYPE.size());
      columns[ID_VALID_AT] = event.hasItsOwnId();
    } catch (UndecodableException e) {
      columns = new Object[DECODED_TYPE.size()];
      columns[REASON_AT] = e.getMessage();
    }
    return RowFactory.create(columns);
  }

  private static Row identify(byte[] value) {
    try {
      QuoteEventDecoder.Event event = IDENTITIES.decode(value);
      return event.hasItsOwnId() ? RowFactory.create(event.values()) : null;
    } catch (UndecodableException e) {
      return null;
    }
  }
}
