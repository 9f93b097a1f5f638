// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.sandbox.market.vendorapi.RateLimit.Plan;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:20Z");

  private final RateLimit limit = new RateLimit(new Plan(2, Duration.ofMinutes(1)));

  @Test
  void windowsFollowTheClock() {
    assertThat(limit.count(2, START).exceeded()).isFalse();
    assertThat(limit.count(1, START.plusSeconds(39)).exceeded()).isTrue();

    Usage next = limit.count(1, START.plusSeconds(40));

    assertThat(next.exceeded()).isFalse();
    assertThat(next.left()).isEqualTo(1);
    assertThat(next.resetsAt()).isEqualTo("2026-01-05T09:02:00Z");
  }

  @Test
  void aRefusedCallCostsNothing() {
    limit.count(1, START);
    assertThat(limit.count(5, START).exceeded()).isTrue();

    assertThat(limit.count(1, START).exceeded()).isFalse();
  }

  @Test
  void withoutAPlanNothingIsTooMuch() {
    limit.change(Plan.UNLIMITED);

    assertThat(limit.count(1_000_000, START).exceeded()).isFalse();
  }
}
