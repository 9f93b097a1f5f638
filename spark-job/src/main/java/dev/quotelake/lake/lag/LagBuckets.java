// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.util.Arrays;

/** The one set of histogram buckets, in seconds, as {@code ops/contract/metrics.yaml} agrees it. */
final class LagBuckets {
  private static final double[] UPPER_BOUNDS = {
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    1.5,
    2.0,
    3.0,
    4.0,
    5.0,
    7.5,
    10.0,
    15.0,
    20.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    1800.0,
    3600.0,
    Double.POSITIVE_INFINITY
  };

  private LagBuckets() {}

  static int count() {
    return UPPER_BOUNDS.length;
  }

  /** The inclusive upper bound of a bucket in seconds; the last one is infinite. */
  static double upperBound(int bucket) {
    return UPPER_BOUNDS[bucket];
  }

  /** The first bucket whose upper bound is not below the value. */
  static int indexOf(double seconds) {
    int found = Arrays.binarySearch(UPPER_BOUNDS, seconds);
    return found >= 0 ? found : -found - 1;
  }
}
