// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real programs with a hub that takes less than the provider gives. What is in flight stays at
 * its bound, the heap stays flat, polling slows, and in the end every quote lies in the tables
 * once. The crash comes last: counters start anew after it.
 */
@Tag("drill")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackpressureDrillsIT {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  @TempDir static Path folder;

  private static PressedPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline = PressedPipeline.start(folder, POLL_INTERVAL);
  }

  @AfterAll
  static void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @BeforeEach
  void quotesFlow() {
    pipeline.awaitFlow();
  }

  @AfterEach
  void heal() {
    pipeline.heal();
  }

  @Test
  @Order(1)
  void theHubTakesATenth() throws Exception {
    pipeline.assertStandsATenth();
  }

  @Test
  @Order(2)
  void theHubIsAwayForHalfAMinute() throws Exception {
    Observation free = pipeline.observe(Duration.ofSeconds(10));

    Observation away;
    pipeline.freezeBroker();
    try {
      away = pipeline.observe(Duration.ofSeconds(30));
    } finally {
      pipeline.thawBroker();
    }

    pipeline.assertHeldBack(away, free);
    pipeline.assertRecovers(free);
    pipeline.assertEverythingArrivedOnce();
  }

  @Test
  @Order(3)
  void theGatewayCrashes() {
    await("it publishes").until(() -> pipeline.meters().inFlight() > 0);
    double acknowledged = pipeline.meters().published();

    pipeline.killGateway();

    await("it is back and publishes")
        .atMost(PressedPipeline.PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              double since = pipeline.meters().published();
              return since > 0 && since < acknowledged;
            });
    pipeline.quiet();
    long atLeast = (long) (acknowledged + pipeline.meters().published());
    pipeline.awaitStored(
        stored ->
            assertThat(stored.bronze()).as(stored.toString()).isGreaterThanOrEqualTo(atLeast));
  }
}
