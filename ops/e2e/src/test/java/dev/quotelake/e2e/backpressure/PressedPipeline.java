// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.MetricsPage;
import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The whole pipeline with a hub that can be held back, and what must be true of it all the time.
 */
final class PressedPipeline implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration AS_A_RULE = Duration.ofSeconds(15);
  private static final Duration PRESSED = Duration.ofSeconds(60);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);
  private static final double MEGABYTE = 1024 * 1024;

  /** An event with its record's overhead, and its share of a batch's. */
  private static final int BYTES_A_QUOTE = 90;

  private final RunningPipeline pipeline;

  private PressedPipeline(RunningPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Starts it with two requests of quotes in each poll interval. */
  static PressedPipeline start(Path folder, Duration pollInterval) {
    return new PressedPipeline(
        RunningPipeline.start(
            folder,
            folder.resolve("data"),
            "--symbols",
            "1000",
            "--poll",
            pollInterval.toMillis() + "ms"));
  }

  GatewayMeters meters() {
    return new GatewayMeters(new MetricsPage(pipeline.gatewayMetrics()));
  }

  Observation observe(Duration lasting) throws InterruptedException {
    return Observation.of(this::meters, lasting);
  }

  void awaitFlow() {
    double before = meters().published();
    await("quotes flow")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> meters().published() > before + 5_000);
  }

  void freezeBroker() {
    pipeline.freeze("broker");
  }

  void thawBroker() {
    pipeline.thaw("broker");
  }

  void killGateway() {
    pipeline.kill("gateway");
  }

  /** Has the hub take a tenth of what it takes as a rule, for a minute. */
  void assertStandsATenth() throws InterruptedException {
    Observation free = observe(AS_A_RULE);
    int tenth = (int) (free.publishedPerSecond() * BYTES_A_QUOTE / 10);

    Observation throttled;
    pipeline.throttleHub(tenth);
    try {
      throttled = observe(PRESSED);
    } finally {
      pipeline.liftThrottle();
    }

    assertThat(throttled.publishedPerSecond()).isLessThan(free.publishedPerSecond() / 2);
    assertHeldBack(throttled, free);
    assertRecovers(free);
    assertEverythingArrivedOnce();
  }

  /** The provider was asked less, and nothing grew. */
  void assertHeldBack(Observation pressed, Observation free) {
    assertThat(pressed.pollsPerSecond()).isLessThan(free.pollsPerSecond() / 2);
    double limit = meters().limit();
    assertThat(pressed.mostInFlight()).isBetween(limit * 0.8, limit);
    assertThat(pressed.heapFloorOfSecondHalf())
        .isLessThan(pressed.heapFloorOfFirstHalf() + 24 * MEGABYTE);
  }

  /**
   * As soon as the hub takes again, polls come as they did before. It does so when the pause is
   * over that it had told the producer with its last answer; lifting a quota does not shorten that.
   */
  void assertRecovers(Observation free) throws InterruptedException {
    await("the hub takes again")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> meters().inFlight() < meters().limit() / 2);
    assertThat(observe(AFTERWARDS).pollsPerSecond()).isGreaterThan(free.pollsPerSecond() / 2);
  }

  /** Stops the flow; what was published is stored, and each quote of it once. */
  void assertEverythingArrivedOnce() {
    quiet();
    long published = (long) meters().published();
    awaitStored(stored -> assertThat(stored.bronze()).as(stored.toString()).isEqualTo(published));
  }

  /** Waits until the lake has taken everything and what it holds is right. */
  void awaitStored(Consumer<StoredQuotes> assertion) {
    await("the lake has everything, once")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              StoredQuotes stored = StoredQuotes.of(pipeline.lake());
              assertion.accept(stored);
              stored.assertAccountedFor();
            });
  }

  /** Stops the flow at the provider and waits until the gateway has nothing under way. */
  void quiet() {
    pipeline.fault("{\"provider\": \"*\", \"status\": 503}");
    await("nothing is in flight")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(3))
        .until(() -> meters().inFlight() == 0);
  }

  /** Lets the provider answer again. */
  void heal() {
    pipeline.liftFaults();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
