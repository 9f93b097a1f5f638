// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Adds up {@link RecordClocks} to {@link BatchClocks} inside Spark's aggregation. */
final class BatchClocksAggregator extends Aggregator<RecordClocks, BatchClocks, byte[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public BatchClocks zero() {
    return new BatchClocks();
  }

  @Override
  public BatchClocks reduce(BatchClocks clocks, RecordClocks one) {
    clocks.add(one, System.currentTimeMillis() * 1_000);
    return clocks;
  }

  @Override
  public BatchClocks merge(BatchClocks left, BatchClocks right) {
    left.add(right);
    return left;
  }

  @Override
  public byte[] finish(BatchClocks clocks) {
    return clocks.toBytes();
  }

  @Override
  public Encoder<BatchClocks> bufferEncoder() {
    return Encoders.javaSerialization(BatchClocks.class);
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
