// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.Outlets;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.publish.RecordingHub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
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
  void isDatedWhenItWasDueAndNeverMadeUpFor() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    QuoteOutlet outlet = Outlets.to(hub, 1);
    InFlightWindow.Credit all = outlet.window().acquire(1);
    singing = new Thread(new Canary(outlet, Duration.ofHours(1), "test", now::get), "canary");
    singing.start();
    Awaitility.await().until(() -> singing.getState() == Thread.State.WAITING);

    now.set(Instant.EPOCH.plus(Duration.ofMinutes(150)));
    all.close();
    Awaitility.await().until(() -> singing.getState() == Thread.State.TIMED_WAITING);

    assertThat(hub.journal).containsExactly("publish [~canary]", "delivered 1 of canary");
    assertThat(hub.lastFetchedAtMicros()).as("due at the epoch").isZero();
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
