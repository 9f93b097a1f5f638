// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

  private final PollSchedule schedule = new PollSchedule(Duration.ofHours(1), 0, 1);

  @Test
  void silenceGrowsUntilTheNextSignOfLife() {
    schedule.beat();
    Awaitility.await().until(() -> schedule.silence().toMillis() >= 20);
    Duration before = schedule.silence();

    schedule.beat();

    assertThat(schedule.silence()).isLessThan(before);
  }

  @Test
  void aRestIsNoSilence() {
    schedule.rest();
    assertThat(schedule.silence()).isZero();

    schedule.beat();
    Awaitility.await().until(() -> !schedule.silence().isZero());
  }
}
