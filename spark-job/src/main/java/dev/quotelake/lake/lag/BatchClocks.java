// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/**
 * What one micro-batch says about time: the clocks of every record that reaches gold, and how new
 * the newest record of each partition is. It is the result of one aggregate expression, {@link
 * #measure}, that belongs into an aggregation or {@code observe} the batch does anyway.
 */
public final class BatchClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final UserDefinedFunction AGGREGATE =
      functions.udaf(new BatchClocksAggregator(), Encoders.bean(RecordClocks.class));

  final FlowClocks market = new FlowClocks();
  final FlowClocks canary = new FlowClocks();
  private final TreeMap<Integer, Long> newestAppendedMicros = new TreeMap<>();

  /**
   * The aggregate expression, of binary type; read its value with {@link #of}.
   *
   * @param flow int: 1 for a quote stored in silver, 2 for a canary, 0 for a record that is neither
   *     (a duplicate, one in quarantine) and counts for its partition only
   * @param partition int: the hub's partition
   * @param quotedAt timestamp, null when the provider told no time
   * @param fetchedAt timestamp
   * @param appendedAt timestamp
   */
  public static Column measure(
      Column flow, Column partition, Column quotedAt, Column fetchedAt, Column appendedAt) {
    return AGGREGATE.apply(
        micros(appendedAt),
        micros(fetchedAt),
        flow.cast("int"),
        partition.cast("int"),
        micros(quotedAt));
  }

  /** The value of {@link #measure} in an aggregation's result. */
  public static BatchClocks of(byte[] value) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      BatchClocks clocks = new BatchClocks();
      clocks.market.add(FlowClocks.read(in));
      clocks.canary.add(FlowClocks.read(in));
      for (int left = in.readInt(); left > 0; left--) {
        clocks.newestAppendedMicros.put(in.readInt(), in.readLong());
      }
      return clocks;
    } catch (IOException e) {
      throw new UncheckedIOException("these bytes are not the value of BatchClocks.measure", e);
    }
  }

  /** Newest append time of each hub partition in this batch, microseconds since 1970. */
  public Map<Integer, Long> newestAppendedMicros() {
    return Collections.unmodifiableMap(newestAppendedMicros);
  }

  /** Canaries in this batch. */
  public long canaries() {
    return canary.records();
  }

  void add(RecordClocks clocks, long nowMicros) {
    newestAppendedMicros.merge(clocks.getPartition(), clocks.getAppended(), Math::max);
    switch (clocks.getFlow()) {
      case RecordClocks.MARKET -> addTo(market, clocks, nowMicros);
      case RecordClocks.CANARY -> addTo(canary, clocks, nowMicros);
      default -> {
        // counted for its partition only
      }
    }
  }

  private static void addTo(FlowClocks flow, RecordClocks clocks, long nowMicros) {
    flow.add(clocks.getQuoted(), clocks.getFetched(), clocks.getAppended(), nowMicros);
  }

  void add(BatchClocks other) {
    market.add(other.market);
    canary.add(other.canary);
    other.newestAppendedMicros.forEach(
        (partition, micros) -> newestAppendedMicros.merge(partition, micros, Math::max));
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      market.write(out);
      canary.write(out);
      out.writeInt(newestAppendedMicros.size());
      for (Map.Entry<Integer, Long> newest : newestAppendedMicros.entrySet()) {
        out.writeInt(newest.getKey());
        out.writeLong(newest.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static Column micros(Column timestamp) {
    return functions.unix_micros(timestamp);
  }
}
