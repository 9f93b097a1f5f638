// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something breaks; a live Prometheus blames the right hop, alerts, and forgives. */
@Tag("drill")
class LagDrillsIT {

  private static final Duration TO_FIRE = Duration.ofMinutes(5);
  private static final Duration TO_RESOLVE = Duration.ofMinutes(8);

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

  @BeforeEach
  void everythingIsWell() {
    await("no alert fires, canaries arrive")
        .atMost(TO_RESOLVE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              assertThat(prometheus.firing()).isEmpty();
              assertThat(prometheus.number("min(quotelake:canary_age_seconds)", 1e9))
                  .isLessThan(60);
            });
  }

  @Test
  void theLakeHangs() {
    pipeline.freeze("lake");
    try {
      awaitFiring("QuotelakeLakeDown", "QuotelakeCanaryMissing", "QuotelakeHopLate bronze");
    } finally {
      pipeline.thaw("lake");
    }
    awaitQuiet();
  }

  @Test
  void theGatewayHangs() {
    pipeline.freeze("gateway");
    try {
      awaitFiring("QuotelakeGatewayDown", "QuotelakeCanaryMissing", "QuotelakeHopLate append");
    } finally {
      pipeline.thaw("gateway");
    }
    awaitQuiet();
  }

  @Test
  void theHubThrottles() {
    pipeline.throttleHub(500);
    try {
      awaitFiring("QuotelakeHubThrottling", "QuotelakeHopLate append");
    } finally {
      pipeline.liftThrottle();
    }
    awaitQuiet();
  }

  @Test
  void theProviderIsSlow() {
    pipeline.fault("{\"provider\": \"*\", \"delayMillis\": 8000}");
    try {
      awaitFiring("QuotelakeHopLate provider");
    } finally {
      pipeline.liftFaults();
    }
    awaitQuiet();
  }

  @Test
  void theProviderSendsWhatIsNoQuote() {
    String records =
        pipeline
            .get(pipeline.address("simulator") + "/control/symbols")
            .lines()
            .map(
                symbol ->
                    "\\\"%s\\\":{\\\"latestTrade\\\":{\\\"p\\\":\\\"much\\\"}}".formatted(symbol))
            .collect(joining(","));
    pipeline.fault("{\"provider\": \"*\", \"share\": 0.5, \"body\": \"{%s}\"}".formatted(records));
    try {
      awaitFiring("QuotelakeDeadLetters");
      assertThat(prometheus.query("quotelake_gateway_dead_letters_total > 0")).isNotEmpty();
    } finally {
      pipeline.liftFaults();
    }
    awaitQuiet();
  }

  private static void awaitFiring(String... alerts) {
    await("alerts " + List.of(alerts))
        .atMost(TO_FIRE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(prometheus.firing()).contains(alerts));
  }

  private static void awaitQuiet() {
    await("every alert resolves")
        .atMost(TO_RESOLVE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
  }
}
