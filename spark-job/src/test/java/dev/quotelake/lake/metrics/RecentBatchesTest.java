// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.metrics.RecentBatches.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentBatchesTest {
  private final RecentBatches recent = new RecentBatches();

  @Test
  void keepsTheLastHundred() {
    for (int number = 0; number < 250; number++) {
      recent.written(number, List.of(), Map.of());
      recent.ended(number, Instant.EPOCH, Duration.ofSeconds(number));
    }

    assertThat(recent.oldestFirst()).hasSize(RecentBatches.KEPT);
    assertThat(recent.oldestFirst().get(0).number()).isEqualTo(150);
    assertThat(recent.oldestFirst().get(99).duration()).isEqualTo(Duration.ofSeconds(249));
  }

  @Test
  void aMicroBatchWithoutRowsIsNone() {
    recent.ended(1, Instant.EPOCH, Duration.ZERO);

    assertThat(recent.oldestFirst()).isEmpty();
  }

  @Test
  void sparkMayTellLaterThanTheNextMicroBatchIsWritten() {
    recent.written(1, List.of(), Map.of());
    recent.written(2, List.of(), Map.of());
    recent.ended(1, Instant.EPOCH, Duration.ZERO);
    recent.ended(2, Instant.EPOCH, Duration.ZERO);

    assertThat(recent.oldestFirst()).extracting(Batch::number).containsExactly(1L, 2L);
  }

  @Test
  void nothingPilesUpWhereSparkTellsNothing() {
    for (int number = 0; number < 250; number++) {
      recent.written(number, List.of(), Map.of());
    }
    recent.ended(149, Instant.EPOCH, Duration.ZERO);
    recent.ended(150, Instant.EPOCH, Duration.ZERO);

    assertThat(recent.oldestFirst()).extracting(Batch::number).containsExactly(150L);
  }
}
