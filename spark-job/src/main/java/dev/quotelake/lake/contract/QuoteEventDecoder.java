// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import dev.quotelake.lake.contract.AvroCursor.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.sql.types.StructType;

/**
 * Turns a record's value into a quote event, choosing the writer's schema by the fingerprint in the
 * record. Strict: a record is one whole datum or it is undecodable, with a reason.
 */
final class QuoteEventDecoder {

  private static final int HEADER = 10;

  /** The bytes of the identifier; what it is made of follows at once. */
  private static final int EVENT_ID = 16;

  private static final short MARKER = (short) 0xC301;

  /** 0001-01-02T00:00:00Z: a day after SQL dates begin, so that no time zone leaves the year. */
  private static final long EARLIEST_MICROS = -62_135_510_400_000_000L;

  /** 9999-12-31T23:59:59.999999Z, less a day so that no time zone leaves the year. */
  private static final long LATEST_MICROS = 253_402_214_399_999_999L;

  private static final long NANOS = 1_000;

  /**
   * An event.
   *
   * @param values of the wanted fields
   * @param hasItsOwnId whether its identifier is the one its bytes have
   */
  record Event(Object[] values, boolean hasItsOwnId) {}

  /** Reads one value. */
  private interface ValueReader {
    Object read(AvroCursor cursor);
  }

  /**
   * A field as it was written.
   *
   * @param target its place among the wanted fields; negative for others
   * @param identified whether the event's identifier is made of it
   */
  private record WrittenField(ValueReader reader, int target, boolean identified) {}

  private final StructType wanted;
  private final Map<Long, WrittenField[]> writers;

  /**
   * Knows the events of exactly these schemas.
   *
   * @param wanted the fields to read; others are checked, but for those the identifier covers,
   *     which are passed over
   */
  QuoteEventDecoder(StructType wanted, Schema... known) {
    this.wanted = wanted;
    this.writers =
        Stream.of(known)
            .collect(Collectors.toUnmodifiableMap(QuoteEventSchema::fingerprint, this::fieldsOf));
  }

  /**
   * The wanted values of one record.
   *
   * @throws UndecodableException if the value is not exactly one event of a known schema
   */
  Event decode(byte[] value) {
    WrittenField[] fields = writerOf(value);
    AvroCursor cursor = new AvroCursor(value, HEADER);
    Object[] event = new Object[wanted.size()];
    int identifiedUntil = HEADER + EVENT_ID;
    for (WrittenField field : fields) {
      Object read = field.reader().read(cursor);
      if (field.target() >= 0) {
        event[field.target()] = read;
      }
      if (field.identified()) {
        identifiedUntil = cursor.position();
      }
    }
    if (cursor.remaining() > 0) {
      throw new UndecodableException(cursor.remaining() + " bytes after the event");
    }
    return new Event(event, hasItsOwnId(value, identifiedUntil));
  }

  private static boolean hasItsOwnId(byte[] value, int identifiedUntil) {
    int from = HEADER + EVENT_ID;
    long[] hash = MurmurHash3.hash128x64(value, from, identifiedUntil - from, 0);
    ByteBuffer id = ByteBuffer.wrap(value, HEADER, EVENT_ID);
    return id.getLong() == hash[0] && id.getLong() == hash[1];
  }

  private WrittenField[] writerOf(byte[] value) {
    if (value == null || value.length == 0) {
      throw new UndecodableException("the record has no value");
    }
    ByteBuffer header = ByteBuffer.wrap(value);
    if (value.length < HEADER || header.getShort() != MARKER) {
      throw new UndecodableException("not Avro single-object encoding");
    }
    long fingerprint = header.order(ByteOrder.LITTLE_ENDIAN).getLong();
    WrittenField[] fields = writers.get(fingerprint);
    if (fields == null) {
      throw new UndecodableException(
          String.format("unknown schema fingerprint %016x", fingerprint));
    }
    return fields;
  }

  private WrittenField[] fieldsOf(Schema writer) {
    List<String> names = List.of(wanted.fieldNames());
    return writer.getFields().stream()
        .map(
            field -> {
              int target = names.indexOf(field.name());
              boolean identified = QuoteEventSchema.isIdentified(field.name());
              Schema type = field.schema();
              ValueReader reader = target < 0 && identified ? passing(type) : readerOf(type);
              return new WrittenField(reader, target, identified);
            })
        .toArray(WrittenField[]::new);
  }

  private static ValueReader readerOf(Schema schema) {
    if (schema.isUnion()) {
      int nullIndex = schema.getIndexNamed("null");
      int branches = schema.getTypes().size();
      ValueReader value = readerOf(QuoteEventSchema.withoutNull(schema));
      return cursor -> cursor.readIndex(branches) == nullIndex ? null : value.read(cursor);
    }
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      int precision = decimal.getPrecision();
      int scale = decimal.getScale();
      return cursor -> cursor.readDecimal(precision, scale);
    }
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return cursor -> inRange(cursor.readLong());
    }
    return switch (schema.getType()) {
      case STRING -> AvroCursor::readString;
      case LONG -> AvroCursor::readLong;
      case ENUM -> symbolOf(schema.getEnumSymbols().toArray(String[]::new));
      case FIXED -> hex(schema.getFixedSize());
      default -> throw QuoteEventSchema.unsupported(schema);
    };
  }

  /** Goes on behind a value without reading it. */
  private static ValueReader passing(Schema schema) {
    if (schema.isUnion()) {
      int nullIndex = schema.getIndexNamed("null");
      int branches = schema.getTypes().size();
      ValueReader value = passing(QuoteEventSchema.withoutNull(schema));
      return cursor -> cursor.readIndex(branches) == nullIndex ? null : value.read(cursor);
    }
    return switch (schema.getType()) {
      case BYTES, STRING -> cursor -> cursor.pass(cursor.readLong());
      default -> readerOf(schema);
    };
  }

  private static ValueReader symbolOf(String[] symbols) {
    return cursor -> symbols[cursor.readIndex(symbols.length)];
  }

  private static ValueReader hex(int size) {
    return cursor -> cursor.readHex(size);
  }

  private static long inRange(long micros) {
    if (micros < EARLIEST_MICROS || micros > LATEST_MICROS) {
      boolean nanos = micros / NANOS >= 0 && micros / NANOS <= LATEST_MICROS;
      throw new UndecodableException(
          "a time outside the years 1 to 9999" + (nanos ? "; it looks like nanoseconds" : ""));
    }
    return micros;
  }
}
