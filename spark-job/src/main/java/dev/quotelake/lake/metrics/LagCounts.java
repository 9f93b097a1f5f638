// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many records took how long over one hop. A hop that ends before it begins (two machines, two
 * clocks) is counted as 0 seconds, which is its right bucket, and kept visible: how many there were
 * and how far the clock stepped back at worst.
 */
public final class LagCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Inclusive upper bounds in seconds, the one set of all histograms, as {@code
   * ops/contract/metrics.yaml} agrees it.
   */
  static final double[] UPPER_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1,
    0.25, 0.5, 1.0, 1.5, 2.0,
    3.0, 4.0, 5.0, 7.5, 10.0,
    15.0, 20.0, 30.0, 60.0, 120.0,
    300.0, 600.0, 1800.0, 3600.0, Double.POSITIVE_INFINITY
  };

  private final long[] buckets = new long[UPPER_BOUNDS.length];
  private double sumSeconds;
  private long backwards;
  private double largestStepBackSeconds;

  /** Counts so many records that took so long. */
  public void add(double seconds, long records) {
    if (seconds < 0) {
      backwards += records;
      largestStepBackSeconds = Math.max(largestStepBackSeconds, -seconds);
    }
    double lag = Math.max(0, seconds);
    buckets[bucketOf(lag)] += records;
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

  /** The first bucket whose upper bound is not below the value. */
  static int bucketOf(double seconds) {
    int found = Arrays.binarySearch(UPPER_BOUNDS, seconds);
    return found >= 0 ? found : -found - 1;
  }

  /** How many records there are. */
  public long records() {
    return Arrays.stream(buckets).sum();
  }

  /**
   * The lag in seconds that this share of the records does not exceed, read from the buckets as
   * Prometheus does: within the bucket it falls into, evenly; 0 without records.
   */
  public double quantile(double share) {
    double rank = share * records();
    double below = 0;
    for (int bucket = 0; bucket < buckets.length - 1; bucket++) {
      if (buckets[bucket] > 0 && below + buckets[bucket] >= rank) {
        double from = bucket == 0 ? 0 : UPPER_BOUNDS[bucket - 1];
        return from + (UPPER_BOUNDS[bucket] - from) * (rank - below) / buckets[bucket];
      }
      below += buckets[bucket];
    }
    return below < rank ? UPPER_BOUNDS[UPPER_BOUNDS.length - 2] : 0;
  }

  /** The sum of several. */
  public static LagCounts sum(Iterable<LagCounts> several) {
    LagCounts sum = new LagCounts();
    several.forEach(sum::add);
    return sum;
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
}
