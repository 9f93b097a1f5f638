// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Something breaks; a live Prometheus blames the right hop, alerts, and forgives. Other alerts may
 * fire beside those that are looked for: on a busy machine, or for hours after so many late quotes.
 */
@Tag("drill")
class LagDrillsIT {

  private static final Duration TO_FIRE = Duration.ofMinutes(8);
  private static final Duration TO_RESOLVE = Duration.ofMinutes(12);
  private static final Duration GLANCE = Duration.ofSeconds(2);

  /**
   * A fifth of what flows. The broker makes a request wait for its size over this rate, even when
   * the quota is lifted meanwhile: with much less it would not recover for many minutes.
   */
  private static final int HUB_BYTES_PER_SECOND = 4_000;

  @TempDir static Path folder;

  private static RunningPipeline pipeline;
  private static PrometheusApi prometheus;

  @BeforeAll
  static void start() {
    pipeline = RunningPipeline.start(folder, folder.resolve("data"), "--symbols", "200");
    prometheus = new PrometheusApi(pipeline);
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void theLakeHangs() {
    drill(
        () -> pipeline.freeze("lake"),
        () -> pipeline.thaw("lake"),
        "QuotelakeLakeDown",
        "QuotelakeCanaryMissing",
        "QuotelakeHopLate bronze");
  }

  @Test
  void theGatewayHangs() {
    drill(
        () -> pipeline.freeze("gateway"),
        () -> pipeline.thaw("gateway"),
        "QuotelakeGatewayDown",
        "QuotelakeCanaryMissing",
        "QuotelakeHopLate append");
  }

  @Test
  void theHubThrottles() {
    drill(
        () -> pipeline.throttleHub(HUB_BYTES_PER_SECOND),
        pipeline::liftThrottle,
        "QuotelakeHubThrottling",
        "QuotelakeHopLate append");
  }

  @Test
  void theProviderIsSlow() {
    drill(
        () -> pipeline.fault("{\"provider\": \"*\", \"delayMillis\": 8000}"),
        pipeline::liftFaults,
        "QuotelakeHopLate provider");
  }

  @Test
  void theProviderSendsWhatIsNoQuote() {
    String records =
        pipeline
            .get(pipeline.address("simulator") + "/control/symbols?provider=alpaca")
            .lines()
            .map(
                symbol ->
                    "\\\"%s\\\":{\\\"latestTrade\\\":{\\\"p\\\":\\\"much\\\"}}".formatted(symbol))
            .collect(joining(","));
    drill(
        () ->
            pipeline.fault(
                "{\"provider\": \"*\", \"share\": 0.5, \"body\": \"{%s}\"}".formatted(records)),
        pipeline::liftFaults,
        "QuotelakeDeadLetters");
    assertThat(prometheus.query("quotelake_gateway_dead_letters_total > 0")).isNotEmpty();
  }

  /** Breaks something while all is well, sees the alerts fire, heals it, sees them resolve. */
  private static void drill(Runnable breaks, Runnable heals, String... alerts) {
    await("all is well: canaries arrive, no alert of this drill fires")
        .atMost(TO_RESOLVE)
        .pollInterval(GLANCE)
        .untilAsserted(
            () -> {
              assertThat(prometheus.firing()).doesNotContain(alerts);
              assertThat(prometheus.number("min(quotelake:canary_age_seconds)", 1e9))
                  .isLessThan(60);
            });
    breaks.run();
    try {
      await("the alerts fire")
          .atMost(TO_FIRE)
          .pollInterval(GLANCE)
          .untilAsserted(
              () ->
                  assertThat(prometheus.firing())
                      .as("what fires (on a machine too busy for a second a batch, bronze to gold)")
                      .contains(alerts));
    } finally {
      heals.run();
    }
    await("the alerts resolve")
        .atMost(TO_RESOLVE)
        .pollInterval(GLANCE)
        .untilAsserted(() -> assertThat(prometheus.firing()).doesNotContain(alerts));
  }
}
