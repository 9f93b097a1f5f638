// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.quote.SampleQuotes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallWatchTest {

  private final RecordingHub hub = new RecordingHub();
  private final QuoteOutlet outlet = Outlets.to(hub, 10);

  @Test
  void tellsOnceThatTheHubAcknowledgesNothingAndOnceThatItDoesAgain() throws Exception {
    StallWatch watch = new StallWatch(outlet, Duration.ofNanos(1));
    hub.stall();
    try (LogLines log = new LogLines(StallWatch.class)) {
      watch.look();
      assertThat(log.lines()).isEmpty();

      outlet.deliver(SampleQuotes.oneEach(1, 1), outlet.window().acquire(1));
      watch.look();
      watch.look();
      hub.answerAll();
      watch.look();
      watch.look();

      assertThat(log.lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("WARN The hub has not acknowledged a batch for "),
              line -> assertThat(line).isEqualTo("INFO The hub acknowledges again"));
    }
  }

  @Test
  void saysNothingOfABatchThatHasNotWaitedForLong() throws Exception {
    StallWatch watch = new StallWatch(outlet, Duration.ofHours(1));
    hub.stall();
    outlet.deliver(SampleQuotes.oneEach(1, 1), outlet.window().acquire(1));
    try (LogLines log = new LogLines(StallWatch.class)) {
      watch.look();

      assertThat(log.lines()).isEmpty();
    }
  }
}
