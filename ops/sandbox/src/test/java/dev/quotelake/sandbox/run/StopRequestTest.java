// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StopRequestTest {
  private Instant now = Instant.parse("2026-01-05T09:00:00Z");
  private final StopRequest stop = new StopRequest(new SetClock());

  @Test
  void theFirstSignalAsksForAnEndInOrder() {
    assertThat(stop.made()).isFalse();

    stop.received();

    assertThat(stop.made()).isTrue();
    assertThat(stop.impatient()).isFalse();
  }

  @Test
  void theSameRequestTwiceIsOneRequest() {
    stop.received();
    now = now.plusMillis(300);
    stop.received();

    assertThat(stop.impatient()).isFalse();
  }

  @Test
  void anotherOneLaterIsImpatience() {
    stop.received();
    now = now.plusMillis(1_500);
    stop.received();

    assertThat(stop.impatient()).isTrue();
  }

  private final class SetClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
