// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Turns a record's value into a quote event, choosing the writer's schema by the fingerprint in the
 * record. Strict: a record is one whole datum or it is undecodable, with a reason.
 */
public final class QuoteEventDecoder implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int HEADER = 10;
  private static final short MARKER = (short) 0xC301;

  private static final Map<Long, WriterPlan> KNOWN =
      Stream.of(QuoteEventSchema.current())
          .collect(Collectors.toUnmodifiableMap(QuoteEventSchema::fingerprint, WriterPlan::of));

  private final Map<Long, WriterPlan> plans;

  /** Knows the schemas of the contract. */
  public QuoteEventDecoder() {
    this(KNOWN);
  }

  private QuoteEventDecoder(Map<Long, WriterPlan> plans) {
    this.plans = plans;
  }

  /** Knows exactly these schemas. */
  static QuoteEventDecoder knowing(List<Schema> schemas) {
    return new QuoteEventDecoder(
        schemas.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    QuoteEventSchema::fingerprint, (Function<Schema, WriterPlan>) WriterPlan::of)));
  }

  /**
   * The values of one record in the order of {@link QuoteEventSchema#sparkType()}.
   *
   * @throws UndecodableException if the value is not exactly one event of a known schema
   */
  public Object[] decode(byte[] value) {
    DatumCursor cursor = new DatumCursor(value, HEADER);
    Object[] fields = planOf(value).read(cursor);
    if (cursor.remaining() > 0) {
      throw new UndecodableException(cursor.remaining() + " bytes after the event");
    }
    return fields;
  }

  private WriterPlan planOf(byte[] value) {
    if (value == null || value.length == 0) {
      throw new UndecodableException("the record has no value");
    }
    ByteBuffer header = ByteBuffer.wrap(value);
    if (value.length < HEADER || header.getShort() != MARKER) {
      throw new UndecodableException("not Avro single-object encoding");
    }
    long fingerprint = header.order(ByteOrder.LITTLE_ENDIAN).getLong();
    WriterPlan plan = plans.get(fingerprint);
    if (plan == null) {
      throw new UndecodableException(
          String.format("unknown schema fingerprint %016x", fingerprint));
    }
    return plan;
  }
}
