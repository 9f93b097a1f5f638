// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.apache.spark.sql.functions.unix_micros;

import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import scala.Tuple4;

/**
 * The clocks of the records of one flow (the market's, or the canary's) in one micro-batch, before
 * its tables are committed: the hops that are over as lags, the rest as instants. It is the value
 * of one aggregate expression, {@link #measure}, that belongs into an aggregation the batch does
 * anyway. (Not into {@code observe}: Spark 3.5 cannot ship a typed aggregate's result from there.)
 */
public final class FlowClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final UserDefinedFunction AGGREGATE =
      functions.udaf(
          new Sum(),
          Encoders.tuple(Encoders.BOOLEAN(), Encoders.LONG(), Encoders.LONG(), Encoders.LONG()));

  final LagCounts provider = new LagCounts();
  final LagCounts append = new LagCounts();
  final InstantCounts quoted = new InstantCounts();
  final InstantCounts fetched = new InstantCounts();
  final InstantCounts appended = new InstantCounts();
  private long records;
  private long newestFetchedMicros = Long.MIN_VALUE;

  /**
   * The aggregate expression, of binary type; read its value with {@link #of}.
   *
   * @param counted boolean: whether the record is stored and so counts
   * @param quotedAt timestamp, null when the provider told no time: the record then has no provider
   *     hop and no freshness
   * @param fetchedAt timestamp, not null where counted
   * @param appendedAt timestamp, not null where counted
   */
  static Column measure(Column counted, Column quotedAt, Column fetchedAt, Column appendedAt) {
    return AGGREGATE.apply(
        counted, unix_micros(quotedAt), unix_micros(fetchedAt), unix_micros(appendedAt));
  }

  /** The value of {@link #measure} in an aggregation's result. */
  static FlowClocks of(byte[] value) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(value))) {
      return (FlowClocks) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("These bytes are not the value of FlowClocks.measure.", e);
    }
  }

  private void add(Long quotedMicros, long fetchedMicros, long appendedMicros, long nowMicros) {
    if (quotedMicros != null) {
      provider.add((fetchedMicros - quotedMicros) / 1e6, 1);
      quoted.add(quotedMicros, nowMicros);
    }
    append.add((appendedMicros - fetchedMicros) / 1e6, 1);
    fetched.add(fetchedMicros, nowMicros);
    appended.add(appendedMicros, nowMicros);
    newestFetchedMicros = Math.max(newestFetchedMicros, fetchedMicros);
    records++;
  }

  private void add(FlowClocks other) {
    provider.add(other.provider);
    append.add(other.append);
    quoted.add(other.quoted);
    fetched.add(other.fetched);
    appended.add(other.appended);
    newestFetchedMicros = Math.max(newestFetchedMicros, other.newestFetchedMicros);
    records += other.records;
  }

  /** Records that were counted. */
  long records() {
    return records;
  }

  /** How long the records had been fetched at an instant; empty without records. */
  Optional<LagQuantiles> lag(long untilMicros) {
    return records == 0 ? Optional.empty() : Optional.of(fetched.quantiles(untilMicros));
  }

  /** fetched_at of the newest record in microseconds since 1970. */
  OptionalLong newestFetchedMicros() {
    return records == 0 ? OptionalLong.empty() : OptionalLong.of(newestFetchedMicros);
  }

  /** Adds up records (counted, quoted, fetched, appended) inside Spark's aggregation. */
  private static final class Sum
      extends Aggregator<Tuple4<Boolean, Long, Long, Long>, FlowClocks, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public FlowClocks zero() {
      return new FlowClocks();
    }

    @Override
    public FlowClocks reduce(FlowClocks clocks, Tuple4<Boolean, Long, Long, Long> record) {
      if (record._1()) {
        clocks.add(record._2(), record._3(), record._4(), System.currentTimeMillis() * 1_000);
      }
      return clocks;
    }

    @Override
    public FlowClocks merge(FlowClocks left, FlowClocks right) {
      left.add(right);
      return left;
    }

    @Override
    public byte[] finish(FlowClocks clocks) {
      return SerializationUtils.serialize(clocks);
    }

    @Override
    public Encoder<FlowClocks> bufferEncoder() {
      return Encoders.javaSerialization(FlowClocks.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
      return Encoders.BINARY();
    }
  }
}
