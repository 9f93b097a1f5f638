// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private final Backlog backlog = new Backlog();

  @Test
  void whatTheHubHoldsBeyondWhatWasReadIsUnread() {
    backlog.readUntil(Map.of(0, 10L, 1, 5L));
    backlog.endsAt(Map.of(0, 17L, 1, 5L));
    backlog.newestRead(NOW.minusSeconds(3));
    backlog.newestRead(NOW.minusSeconds(4));

    assertThat(backlog.events()).isEqualTo(7);
    assertThat(backlog.seconds(NOW)).isEqualTo(3);

    backlog.readUntil(Map.of(0, 17L));
    assertThat(backlog.events()).isZero();
    assertThat(backlog.seconds(NOW)).isZero();
  }

  @Test
  void aRecreatedHubIsNotFurtherAheadThanItself() {
    backlog.readUntil(Map.of(0, 1_000L));
    backlog.endsAt(Map.of(0, 3L));
    assertThat(backlog.events()).isZero();

    backlog.readUntil(Map.of(0, 1L));
    assertThat(backlog.events()).isEqualTo(2);
  }

  @Test
  void aPartitionOfWhichNothingIsKnownDoesNotCount() {
    backlog.endsAt(Map.of(4, 1_000_000L));

    assertThat(backlog.events()).isZero();
  }

  @Test
  void offsetsAreReadFromSparksProgress() {
    assertThat(HubOffsets.parse("{\"quotes\":{\"1\":9,\"0\":12}}")).contains(Map.of(0, 12L, 1, 9L));
    assertThat(HubOffsets.parse(null)).isEmpty();
    assertThat(HubOffsets.parse("17")).isEmpty();
    assertThat(HubOffsets.parse("{\"reservoirVersion\":3,\"index\":-1}")).isEmpty();
  }
}
