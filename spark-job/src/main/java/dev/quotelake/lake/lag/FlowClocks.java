// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import static org.apache.spark.sql.functions.unix_micros;

import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/**
 * The clocks of the records of one flow (the market's, or the canary's) in one micro-batch, before
 * its tables are committed: the hops that are over as lags, the rest as instants. It is the value
 * of one aggregate expression, {@link #measure}, that belongs into an aggregation the batch does
 * anyway. (Not into {@code observe}: Spark 3.5 cannot ship a typed aggregate's result from there.)
 */
public final class FlowClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final UserDefinedFunction AGGREGATE =
      functions.udaf(new FlowClocksAggregator(), Encoders.bean(RecordClocks.class));

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
  public static Column measure(
      Column counted, Column quotedAt, Column fetchedAt, Column appendedAt) {
    return AGGREGATE.apply(
        unix_micros(appendedAt), counted, unix_micros(fetchedAt), unix_micros(quotedAt));
  }

  /** The value of {@link #measure} in an aggregation's result. */
  public static FlowClocks of(byte[] value) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      FlowClocks clocks = new FlowClocks();
      clocks.records = in.readLong();
      clocks.newestFetchedMicros = in.readLong();
      clocks.provider.add(LagCounts.read(in));
      clocks.append.add(LagCounts.read(in));
      clocks.quoted.add(InstantCounts.read(in));
      clocks.fetched.add(InstantCounts.read(in));
      clocks.appended.add(InstantCounts.read(in));
      return clocks;
    } catch (IOException e) {
      throw new UncheckedIOException("these bytes are not the value of FlowClocks.measure", e);
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(records);
      out.writeLong(newestFetchedMicros);
      provider.write(out);
      append.write(out);
      quoted.write(out);
      fetched.write(out);
      appended.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  void add(RecordClocks record, long nowMicros) {
    if (!record.isCounted()) {
      return;
    }
    Long quotedMicros = record.getQuoted();
    long fetchedMicros = record.getFetched();
    if (quotedMicros != null) {
      provider.add((fetchedMicros - quotedMicros) / 1e6, 1);
      quoted.add(quotedMicros, nowMicros);
    }
    append.add((record.getAppended() - fetchedMicros) / 1e6, 1);
    fetched.add(fetchedMicros, nowMicros);
    appended.add(record.getAppended(), nowMicros);
    newestFetchedMicros = Math.max(newestFetchedMicros, fetchedMicros);
    records++;
  }

  void add(FlowClocks other) {
    provider.add(other.provider);
    append.add(other.append);
    quoted.add(other.quoted);
    fetched.add(other.fetched);
    appended.add(other.appended);
    newestFetchedMicros = Math.max(newestFetchedMicros, other.newestFetchedMicros);
    records += other.records;
  }

  /** Records that were counted. */
  public long records() {
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
}
