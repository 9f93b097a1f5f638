// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.999S, 999 ms",
    "PT1S, 1.0 s",
    "PT59.94S, 59.9 s",
    "PT1M, 1 min",
    "PT119M59S, 119 min",
    "PT2H, 2 h",
    "PT71H59M, 71 h",
    "PT72H, 3 days",
    "PT-0.5S, -500 ms",
  })
  void isReadAtAGlance(Duration time, String words) {
    assertThat(HumanDuration.of(time)).isEqualTo(words);
  }
}
