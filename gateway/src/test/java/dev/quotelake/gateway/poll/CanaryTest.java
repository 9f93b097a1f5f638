// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.publish.Outlets;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.publish.RecordingHub;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanaryTest {

  private final RecordingHub hub = new RecordingHub();
  private Thread singing;

  @AfterEach
  void end() throws Exception {
    singing.interrupt();
    singing.join();
  }

  @Test
  void singsAtItsIntervalThroughTheSameOutlet() {
    start(Outlets.to(hub, 10));

    Awaitility.await()
        .until(() -> hub.journal.stream().filter("publish [~canary]"::equals).count() >= 3);
    assertThat(hub.journal).contains("delivered 1 of canary");
  }

  @Test
  void waitsInLineForCreditAndMakesNothingUp() throws Exception {
    QuoteOutlet outlet = Outlets.to(hub, 1);
    hub.stall();
    start(outlet);
    Awaitility.await().until(() -> hub.unanswered() == 1);
    Awaitility.await().until(() -> singing.getState() == Thread.State.WAITING);

    assertThat(outlet.window().inFlight()).isEqualTo(1);
    assertThat(hub.unanswered()).as("no second one while the first has no answer").isEqualTo(1);

    hub.answerAll();
    Awaitility.await().until(() -> hub.journal.contains("delivered 1 of canary"));
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    start(Outlets.to(hub, 10));

    singing.interrupt();

    singing.join(30_000);
    assertThat(singing.isAlive()).isFalse();
  }

  private void start(QuoteOutlet outlet) {
    singing =
        new Thread(
            new Canary(outlet, Duration.ofMillis(5), "test", InstantSource.system()), "canary");
    singing.start();
  }
}
