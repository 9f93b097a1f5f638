// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * How to read a datum written with one schema into the fields of the current one: the fields in the
 * order they were written, each with its reader and the place its value goes to (none for a field
 * that came after this build).
 */
final class WriterPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** 0001-01-02T00:00:00Z: a day after SQL dates begin, so that no time zone leaves the year. */
  private static final long EARLIEST_MICROS = -62_135_510_400_000_000L;

  /** 9999-12-31T23:59:59.999999Z, less a day so that no time zone leaves the year. */
  private static final long LATEST_MICROS = 253_402_214_399_999_999L;

  /** Reads one value. */
  private interface FieldReader extends Serializable {
    Object read(DatumCursor cursor);
  }

  private final FieldReader[] readers;
  private final int[] targets;
  private final int width;

  private WriterPlan(FieldReader[] readers, int[] targets, int width) {
    this.readers = readers;
    this.targets = targets;
    this.width = width;
  }

  static WriterPlan of(Schema writer) {
    Schema reader = QuoteEventSchema.current();
    List<Schema.Field> written = writer.getFields();
    FieldReader[] readers = new FieldReader[written.size()];
    int[] targets = new int[written.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = optional(written.get(i).schema());
      Schema.Field target = reader.getField(written.get(i).name());
      targets[i] = target == null ? -1 : target.pos();
    }
    return new WriterPlan(readers, targets, reader.getFields().size());
  }

  Object[] read(DatumCursor cursor) {
    Object[] values = new Object[width];
    for (int i = 0; i < readers.length; i++) {
      Object value = readers[i].read(cursor);
      if (targets[i] >= 0) {
        values[targets[i]] = value;
      }
    }
    return values;
  }

  private static FieldReader optional(Schema schema) {
    if (!schema.isUnion()) {
      return required(schema);
    }
    int nullIndex = schema.getIndexNamed("null");
    int branches = schema.getTypes().size();
    FieldReader value = required(QuoteEventSchema.withoutNull(schema));
    return cursor -> cursor.readIndex(branches) == nullIndex ? null : value.read(cursor);
  }

  private static FieldReader required(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      int precision = decimal.getPrecision();
      int scale = decimal.getScale();
      return cursor -> cursor.readDecimal(precision, scale);
    }
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return cursor -> inRange(cursor.readLong());
    }
    return switch (schema.getType()) {
      case STRING -> DatumCursor::readString;
      case LONG -> DatumCursor::readLong;
      case ENUM -> symbolOf(schema.getEnumSymbols().toArray(String[]::new));
      case FIXED -> hex(schema.getFixedSize());
      default -> throw QuoteEventSchema.unsupported(schema);
    };
  }

  private static FieldReader symbolOf(String[] symbols) {
    return cursor -> symbols[cursor.readIndex(symbols.length)];
  }

  private static FieldReader hex(int size) {
    return cursor -> HexFormat.of().formatHex(cursor.readFixed(size));
  }

  private static long inRange(long micros) {
    if (micros < EARLIEST_MICROS || micros > LATEST_MICROS) {
      throw new UndecodableException("a time outside the years 1 to 9999");
    }
    return micros;
  }
}
