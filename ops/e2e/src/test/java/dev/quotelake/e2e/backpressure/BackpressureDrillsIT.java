// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.RunningPipeline;
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
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double MEGABYTE = 1024 * 1024;

  /** An event with its record's overhead, and its share of a batch's. */
  private static final int BYTES_A_QUOTE = 90;

  @TempDir static Path folder;

  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline =
        RunningPipeline.start(
            folder,
            folder.resolve("data"),
            "--symbols",
            "1000",
            "--poll",
            POLL_INTERVAL.toMillis() + "ms");
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @BeforeEach
  void quotesFlow() {
    double before = meters().published();
    await("quotes flow")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> meters().published() > before + 5_000);
  }

  @AfterEach
  void heal() {
    pipeline.liftFaults();
  }

  @Test
  @Order(1)
  void theHubTakesATenth() throws Exception {
    Observation free = Observation.of(BackpressureDrillsIT::meters, Duration.ofSeconds(15));
    int tenth = (int) (free.publishedPerSecond() * BYTES_A_QUOTE / 10);

    Observation throttled;
    pipeline.throttleHub(tenth);
    try {
      throttled = Observation.of(BackpressureDrillsIT::meters, Duration.ofSeconds(60));
    } finally {
      pipeline.liftThrottle();
    }

    assertThat(throttled.publishedPerSecond()).isLessThan(free.publishedPerSecond() / 2);
    assertThat(throttled.pollsPerSecond()).isLessThan(free.pollsPerSecond() / 2);
    stayedWithinBounds(throttled);
    recovers(free);
    everythingArrivedOnce();
  }

  @Test
  @Order(2)
  void theHubIsAwayForHalfAMinute() throws Exception {
    Observation free = Observation.of(BackpressureDrillsIT::meters, Duration.ofSeconds(10));

    Observation away;
    pipeline.freeze("broker");
    try {
      away = Observation.of(BackpressureDrillsIT::meters, Duration.ofSeconds(30));
    } finally {
      pipeline.thaw("broker");
    }

    assertThat(away.pollsPerSecond()).isLessThan(free.pollsPerSecond() / 2);
    stayedWithinBounds(away);
    recovers(free);
    everythingArrivedOnce();
  }

  @Test
  @Order(3)
  void theGatewayCrashes() {
    await("it publishes").until(() -> meters().inFlight() > 0);
    double acknowledged = meters().published();

    pipeline.kill("gateway");

    await("it is back and publishes")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> meters().published() > 0 && meters().published() < acknowledged);
    quiet();
    double since = meters().published();
    double most = acknowledged + since;
    await("what was acknowledged is stored")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(count("bronze_quotes")).isGreaterThanOrEqualTo((long) most));
    assertThat(count("silver_quotes")).isEqualTo(distinctInSilver());
  }

  private static void stayedWithinBounds(Observation observed) {
    double limit = meters().limit();
    assertThat(observed.mostInFlight()).isBetween(limit * 0.8, limit);
    assertThat(observed.heapFloorOfSecondHalf())
        .isLessThan(observed.heapFloorOfFirstHalf() + 24 * MEGABYTE);
  }

  /** Once the hub has taken the backlog, the very next poll intervals run at full rate. */
  private static void recovers(Observation free) throws Exception {
    await("the hub takes again")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> meters().inFlight() < meters().limit() / 2);
    Observation after = Observation.of(BackpressureDrillsIT::meters, Duration.ofSeconds(5));
    assertThat(after.pollsPerSecond()).isGreaterThan(free.pollsPerSecond() * 0.7);
  }

  private static void everythingArrivedOnce() {
    quiet();
    long published = (long) meters().published();
    await("every published quote is in bronze")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(count("bronze_quotes")).isEqualTo(published));
    await("and in silver, once")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(count("silver_quotes") + count("silver_quarantine"))
                    .isEqualTo(published));
    assertThat(count("silver_quotes")).isEqualTo(distinctInSilver());
  }

  /** Stops the flow at the provider and waits until the gateway has nothing under way. */
  private static void quiet() {
    pipeline.fault("{\"provider\": \"*\", \"status\": 503}");
    await("nothing is in flight")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(3))
        .until(() -> meters().inFlight() == 0);
  }

  private static GatewayMeters meters() {
    return new GatewayMeters(pipeline.gatewayMetrics());
  }

  private static long count(String table) {
    return number("SELECT count(*) FROM " + table);
  }

  private static long distinctInSilver() {
    return number("SELECT count(DISTINCT event_id) FROM silver_quotes");
  }

  private static long number(String sql) {
    return pipeline.lake().row(sql).elements().next().asLong();
  }
}
