// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 200", "3, 400", "5, 1600", "6, 2000", "60, 2000", "1000, 2000"})
  void doublesUpToTheBound(int failures, long millis) {
    assertThat(backoff.pause(failures)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void drawsAnythingFromNothingToThePause() {
    assertThat(backoff.jittered(2, bound -> 0)).isZero();
    assertThat(backoff.jittered(2, bound -> bound - 1)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.jittered(3)).isBetween(Duration.ZERO, Duration.ofMillis(400));
  }
}
