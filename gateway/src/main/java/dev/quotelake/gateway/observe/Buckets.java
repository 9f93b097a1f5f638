// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import java.time.Duration;
import java.util.Arrays;

/** The one set of buckets of every histogram, as ops/contract/metrics.yaml has it. */
final class Buckets {

  private static final long[] MILLIS = {
    5, 10, 25, 50, 100, 250, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 15_000,
    20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000
  };

  private Buckets() {}

  static Duration[] durations() {
    return Arrays.stream(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
