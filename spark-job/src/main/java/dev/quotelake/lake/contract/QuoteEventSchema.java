// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The schema of the event and what its fields are called and typed in Spark. */
public final class QuoteEventSchema {

  private static final String RESOURCE = "/contract/quote-event.avsc";

  /** The type of every price: currency units a share. */
  public static final DataType PRICE = DataTypes.createDecimalType(18, 8);

  /** The type of every size and volume: shares, or units of the currency or coin. */
  public static final DataType SIZE = DataTypes.createDecimalType(18, 4);

  private static final Schema CURRENT = load();

  /**
   * The decoded fields as Spark columns: times in microseconds, {@code event_id} as hexadecimal
   * text.
   */
  static final StructType TYPE = sparkType();

  private QuoteEventSchema() {}

  /** The schema this build reads, as in the contract folder. */
  static Schema current() {
    return CURRENT;
  }

  /** CRC-64-AVRO of a schema's parsing canonical form, as it stands in a record's header. */
  static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** Whether a field is in the slice of the datum that the event's identifier is made of. */
  static boolean isIdentified(String field) {
    Schema.Field known = CURRENT.getField(field);
    return known != null
        && known.pos() >= CURRENT.getField("symbol").pos()
        && known.pos() <= CURRENT.getField("quoted_at_source").pos();
  }

  /** The fields that are times, in microseconds since 1970. */
  static List<String> times() {
    return CURRENT.getFields().stream()
        .filter(field -> field.schema().getLogicalType() instanceof LogicalTypes.TimestampMicros)
        .map(Schema.Field::name)
        .toList();
  }

  /** The type of an optional field, or of a required one. */
  static Schema withoutNull(Schema type) {
    return type.isUnion() ? type.getTypes().get(1 - type.getIndexNamed("null")) : type;
  }

  static IllegalStateException unsupported(Schema type) {
    return new IllegalStateException(
        "The contract uses the Avro type " + type + ", which this reader was not taught.");
  }

  private static StructType sparkType() {
    StructType type = new StructType();
    for (Schema.Field field : CURRENT.getFields()) {
      type = type.add(field.name(), sparkType(withoutNull(field.schema())));
    }
    return type;
  }

  private static DataType sparkType(Schema type) {
    if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale());
    }
    return switch (type.getType()) {
      case STRING, ENUM, FIXED -> DataTypes.StringType;
      case LONG -> DataTypes.LongType;
      default -> throw unsupported(type);
    };
  }

  private static Schema load() {
    try (InputStream in = QuoteEventSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            RESOURCE + " is missing from the jar: build it with Maven.");
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
