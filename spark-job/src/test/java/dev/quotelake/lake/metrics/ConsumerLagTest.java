// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerLagTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private final ConsumerLag lag = new ConsumerLag("quotelake");

  @Test
  void whatTheHubHoldsBeyondWhatWasReadIsUnread() {
    lag.readUntil(Map.of(0, 10L, 1, 5L));
    lag.endsAt(Map.of(0, 17L, 1, 5L));
    lag.newestRead(NOW.minusSeconds(3));
    lag.newestRead(NOW.minusSeconds(4));

    assertThat(lag.events()).isEqualTo(7);
    assertThat(lag.seconds(NOW)).isEqualTo(3);

    lag.readUntil(Map.of(0, 17L));
    assertThat(lag.events()).isZero();
    assertThat(lag.seconds(NOW)).isZero();
  }

  @Test
  void aRecreatedHubIsNotFurtherAheadThanItself() {
    lag.readUntil(Map.of(0, 1_000L));
    lag.endsAt(Map.of(0, 3L));
    assertThat(lag.events()).isZero();

    lag.readUntil(Map.of(0, 1L));
    assertThat(lag.events()).isEqualTo(2);
  }

  @Test
  void aPartitionOfWhichNothingIsKnownDoesNotCount() {
    lag.endsAt(Map.of(4, 1_000_000L));

    assertThat(lag.events()).isZero();
  }

  @Test
  void offsetsAreReadFromSparksProgress() {
    assertThat(ConsumerLag.offsets("{\"quotes\":{\"1\":9,\"0\":12}}"))
        .contains(Map.of(0, 12L, 1, 9L));
    assertThat(ConsumerLag.offsets(null)).isEmpty();
    assertThat(ConsumerLag.offsets("17")).isEmpty();
    assertThat(ConsumerLag.offsets("{\"reservoirVersion\":3,\"index\":-1}")).isEmpty();
  }
}
