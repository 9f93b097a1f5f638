// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:20Z");

  private final Meter meter = new Meter(new Plan(2, Duration.ofMinutes(1)));

  @Test
  void windowsFollowTheClock() {
    assertThat(meter.count(2, START).exceeded()).isFalse();
    assertThat(meter.count(1, START.plusSeconds(39)).exceeded()).isTrue();

    Usage next = meter.count(1, START.plusSeconds(40));

    assertThat(next.exceeded()).isFalse();
    assertThat(next.left()).isEqualTo(1);
    assertThat(next.resetsAt()).isEqualTo("2026-01-05T09:02:00Z");
  }

  @Test
  void aRefusedCallCostsNothing() {
    meter.count(1, START);
    assertThat(meter.count(5, START).exceeded()).isTrue();

    assertThat(meter.count(1, START).exceeded()).isFalse();
  }

  @Test
  void withoutAPlanNothingIsTooMuch() {
    meter.change(Plan.UNLIMITED);

    assertThat(meter.count(1_000_000, START).exceeded()).isFalse();
  }
}
