// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How many records took how long over one hop. A hop that ends before it begins (two machines, two
 * clocks) is counted as 0 seconds, which is its right bucket, and kept visible: how many there were
 * and how far the clock stepped back at worst.
 */
final class LagCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] buckets = new long[LagBuckets.count()];
  private double sumSeconds;
  private long backwards;
  private double largestStepBackSeconds;

  void add(double seconds, long records) {
    if (seconds < 0) {
      backwards += records;
      largestStepBackSeconds = Math.max(largestStepBackSeconds, -seconds);
    }
    double lag = Math.max(0, seconds);
    buckets[LagBuckets.indexOf(lag)] += records;
    sumSeconds += lag * records;
  }

  void add(LagCounts other) {
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      buckets[bucket] += other.buckets[bucket];
    }
    sumSeconds += other.sumSeconds;
    backwards += other.backwards;
    largestStepBackSeconds = Math.max(largestStepBackSeconds, other.largestStepBackSeconds);
  }

  /** Records in one bucket alone, not in those below it. */
  long in(int bucket) {
    return buckets[bucket];
  }

  double sumSeconds() {
    return sumSeconds;
  }

  /** Records whose clock went backwards. */
  long backwards() {
    return backwards;
  }

  /** The largest step backwards in seconds, as a positive number; 0 when there was none. */
  double largestStepBackSeconds() {
    return largestStepBackSeconds;
  }

  void write(DataOutput out) throws IOException {
    for (long records : buckets) {
      out.writeLong(records);
    }
    out.writeDouble(sumSeconds);
    out.writeLong(backwards);
    out.writeDouble(largestStepBackSeconds);
  }

  static LagCounts read(DataInput in) throws IOException {
    LagCounts counts = new LagCounts();
    for (int bucket = 0; bucket < counts.buckets.length; bucket++) {
      counts.buckets[bucket] = in.readLong();
    }
    counts.sumSeconds = in.readDouble();
    counts.backwards = in.readLong();
    counts.largestStepBackSeconds = in.readDouble();
    return counts;
  }
}
