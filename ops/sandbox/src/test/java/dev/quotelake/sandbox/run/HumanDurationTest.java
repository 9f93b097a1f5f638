// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class HumanDurationTest {
  private final HumanDuration text = new HumanDuration();

  @Test
  void readsWhatPeopleWrite() {
    assertThat(text.convert("100ms")).isEqualTo(Duration.ofMillis(100));
    assertThat(text.convert("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(text.convert("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(text.convert("2h")).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "s", "0s", "-1s", "1.5s", "90 s", "1d", "99999999999s"})
  void refusesTheRest(String wrong) {
    assertThatThrownBy(() -> text.convert(wrong))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("such as 90s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8761h", "525601m", "31536001s", "999999999h"})
  void refusesMoreThanAYear(String tooLong) {
    assertThat(text.convert("8760h")).isEqualTo(Duration.ofDays(365));
    assertThatThrownBy(() -> text.convert(tooLong))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + tooLong + "' is too long: give at most 365 days, which is 8760h");
  }
}
