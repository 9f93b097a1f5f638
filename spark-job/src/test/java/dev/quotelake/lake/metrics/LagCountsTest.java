// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LagCountsTest {
  @Test
  void bucketsAreThoseOfTheMetricsContract() throws Exception {
    String contract = Files.readString(Path.of("../ops/contract/metrics.yaml"));
    Matcher agreed = Pattern.compile("(?m)^buckets: \\[(.*)]$").matcher(contract);
    assertThat(agreed.find()).isTrue();
    double[] bounds =
        Arrays.stream(agreed.group(1).split(", ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(LagCounts.UPPER_BOUNDS.length).isEqualTo(bounds.length + 1);
    for (int bucket = 0; bucket < bounds.length; bucket++) {
      assertThat(LagCounts.UPPER_BOUNDS[bucket]).isEqualTo(bounds[bucket]);
    }
    assertThat(LagCounts.UPPER_BOUNDS[bounds.length]).isInfinite();
  }

  @Test
  void aBoundBelongsToItsOwnBucket() {
    assertThat(LagCounts.bucketOf(0)).isZero();
    assertThat(LagCounts.bucketOf(0.005)).isZero();
    assertThat(LagCounts.bucketOf(0.005001)).isEqualTo(1);
    assertThat(LagCounts.bucketOf(3600)).isEqualTo(LagCounts.UPPER_BOUNDS.length - 2);
    assertThat(LagCounts.bucketOf(3601)).isEqualTo(LagCounts.UPPER_BOUNDS.length - 1);
  }

  @Test
  void aStepBackIsCountedAsZeroAndShown() {
    LagCounts lags = new LagCounts();
    lags.add(-0.25, 3);
    lags.add(-1.5, 1);
    lags.add(2, 2);

    assertThat(lags.in(0)).isEqualTo(4);
    assertThat(lags.sumSeconds()).isEqualTo(4);
    assertThat(lags.backwards()).isEqualTo(4);
    assertThat(lags.largestStepBackSeconds()).isEqualTo(1.5);
  }

  @Test
  void aQuantileLiesEvenlyWithinItsBucket() {
    LagCounts lags = new LagCounts();
    assertThat(lags.quantile(0.99)).isZero();
    lags.add(0.3, 50);
    lags.add(1.2, 50);

    assertThat(lags.quantile(0.5)).isEqualTo(0.5);
    assertThat(lags.quantile(0.25)).isEqualTo(0.375);
    assertThat(lags.quantile(0.9)).isEqualTo(1.4);
    lags.add(10_000, 900);
    assertThat(lags.quantile(0.9)).isEqualTo(3_600);
  }
}
