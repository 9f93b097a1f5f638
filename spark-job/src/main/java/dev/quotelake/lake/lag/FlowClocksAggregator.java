// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Adds up {@link RecordClocks} to {@link FlowClocks} inside Spark's aggregation. */
final class FlowClocksAggregator extends Aggregator<RecordClocks, FlowClocks, byte[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public FlowClocks zero() {
    return new FlowClocks();
  }

  @Override
  public FlowClocks reduce(FlowClocks clocks, RecordClocks one) {
    clocks.add(one, System.currentTimeMillis() * 1_000);
    return clocks;
  }

  @Override
  public FlowClocks merge(FlowClocks left, FlowClocks right) {
    left.add(right);
    return left;
  }

  @Override
  public byte[] finish(FlowClocks clocks) {
    return clocks.toBytes();
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
