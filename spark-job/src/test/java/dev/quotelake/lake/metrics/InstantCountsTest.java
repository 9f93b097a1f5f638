// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InstantCountsTest {
  private static final long NOW = 1_790_000_000_000_000L;

  @Test
  void lagsAreRightToAMillisecondOrATenThousandth() {
    Random random = new Random(7);
    long[] instants =
        LongStream.generate(() -> NOW - (long) (Math.pow(10, 3 + 9 * random.nextDouble())))
            .limit(20_000)
            .toArray();
    InstantCounts counts = new InstantCounts();
    for (long instant : instants) {
      counts.add(instant, NOW);
    }
    long commit = NOW + 1_234_567;

    LagCounts lags = counts.until(commit);

    long counted = 0;
    for (int bucket = 0; bucket < LagCounts.UPPER_BOUNDS.length - 1; bucket++) {
      double bound = LagCounts.UPPER_BOUNDS[bucket];
      counted += lags.in(bucket);
      assertThat(counted)
          .as("records up to %s s", bound)
          .isLessThanOrEqualTo(within(instants, commit, bound))
          .isGreaterThanOrEqualTo(
              within(instants, commit, bound - Math.max(0.001, bound * 0.0001)));
    }
    double sum = LongStream.of(instants).mapToDouble(instant -> (commit - instant) / 1e6).sum();
    assertThat(lags.sumSeconds()).isBetween(sum, sum * 1.0001 + instants.length * 0.001);
  }

  @Test
  void wholeMillisecondsAreExact() {
    InstantCounts counts = new InstantCounts();
    counts.add(NOW - 500_000, NOW);

    assertThat(counts.until(NOW).in(LagCounts.bucketOf(0.5))).isEqualTo(1);
    assertThat(counts.until(NOW).sumSeconds()).isEqualTo(0.5);
  }

  @Test
  void instantsAfterTheCommitAreStepsBack() {
    InstantCounts counts = new InstantCounts();
    counts.add(NOW + 3_000_000, NOW);

    LagCounts lags = counts.until(NOW + 1_000_000);

    assertThat(lags.backwards()).isEqualTo(1);
    assertThat(lags.largestStepBackSeconds()).isEqualTo(2);
  }

  @Test
  void theEndsOfTimeAreCounted() {
    InstantCounts counts = new InstantCounts();
    counts.add(Long.MIN_VALUE / 2, NOW);
    counts.add(Long.MAX_VALUE, NOW);
    counts.add(0, NOW);

    LagCounts lags = counts.until(NOW);

    assertThat(lags.in(LagCounts.UPPER_BOUNDS.length - 1)).isEqualTo(2);
    assertThat(lags.backwards()).isEqualTo(1);
  }

  @Test
  void countsTakenApartAddUp() {
    InstantCounts early = new InstantCounts();
    early.add(NOW - 5_000_000, NOW);
    InstantCounts late = new InstantCounts();
    late.add(NOW - 5_000_000, NOW + 60_000_000);
    early.add(late);

    assertThat(early.until(NOW).in(LagCounts.bucketOf(5))).isEqualTo(2);
  }

  private static long within(long[] instants, long commit, double seconds) {
    return LongStream.of(instants).filter(instant -> (commit - instant) / 1e6 <= seconds).count();
  }
}
