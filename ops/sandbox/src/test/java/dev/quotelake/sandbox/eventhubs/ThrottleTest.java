// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private Faults faults = Faults.none();
  private final Throttle throttle = new Throttle(() -> faults);

  @Test
  void holdsNobodyBackUnlessTold() {
    assertThat(throttle.take(1_000_000, 1_000_000_000)).isZero();
    assertThat(throttle.tryTake(1_000_000, 1_000_000_000)).isTrue();
  }

  @Test
  void holdsBackWhatExceedsASecondsAllowance() throws Exception {
    set("{\"throttleEventsPerSecond\": 10}");

    Duration held = throttle.take(10_000, 0);

    assertThat(held).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1_000));
  }

  @Test
  void countsWhicheverLimitIsReachedFirst() throws Exception {
    set("{\"throttleEventsPerSecond\": 1000000, \"throttleBytesPerSecond\": 10}");

    assertThat(throttle.take(1, 10_000)).isGreaterThan(Duration.ofSeconds(900));
  }

  @Test
  void turnsAwayWhoComesTooEarly() throws Exception {
    set("{\"throttleEventsPerSecond\": 1}");

    assertThat(throttle.tryTake(100, 0)).isTrue();
    assertThat(throttle.tryTake(1, 0)).isFalse();
  }

  @Test
  void forgetsOldDebtsWhenTheLimitIsLifted() throws Exception {
    set("{\"throttleEventsPerSecond\": 1}");
    throttle.take(1_000, 0);

    faults = Faults.none();

    assertThat(throttle.tryTake(1, 0)).isTrue();
  }

  private void set(String json) throws Exception {
    faults = new ObjectMapper().readValue(json, Faults.class);
  }
}
