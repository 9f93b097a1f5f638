// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.metrics;

import dev.quotelake.gateway.config.GatewaySettings.CanarySettings;
import dev.quotelake.gateway.publish.DeliveryObserver;
import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hub side: deliveries, dead letters, the in-flight window and the connection. */
public final class HubMeters implements DeliveryObserver {

  /** The one set of buckets of every histogram, as ops/contract/metrics.yaml has it. */
  private static final long[] BUCKETS_MILLIS = {
    5, 10, 25, 50, 100, 250, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 15_000,
    20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000
  };

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer market;
  private final Timer canary;
  private final Counter suppressed;
  private final Map<String, Outcomes> outcomes = new ConcurrentHashMap<>();

  public HubMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    market = publish("market");
    canary = publish("canary");
    suppressed =
        Counter.builder("quotelake.gateway.dead.letters.suppressed")
            .description("Dead letters not sent because of the cap, or not taken by their hub")
            .register(registry);
    show(CanarySettings.PROVIDER);
  }

  /** Puts a provider's series on the page before anything has happened. */
  public void show(String provider) {
    outcomes.computeIfAbsent(provider, this::outcomes);
  }

  public void show(InFlightWindow window) {
    Gauge.builder("quotelake.gateway.in.flight", window::inFlight)
        .description("Quotes asked for or sent and not yet settled")
        .baseUnit("quotes")
        .register(registry);
    Gauge.builder("quotelake.gateway.in.flight.limit", window::limit)
        .description("The bound of the in-flight window")
        .baseUnit("quotes")
        .register(registry);
  }

  public void show(QuotePublisher hub) {
    Gauge.builder("quotelake.gateway.hub.throttle", hub::throttleSeconds)
        .description("How long the hub lately held back our requests, on average")
        .baseUnit("seconds")
        .register(registry);
    FunctionCounter.builder("quotelake.gateway.retries", hub, QuotePublisher::retries)
        .description("Further attempts after a failure that can heal")
        .tag("side", "hub")
        .register(registry);
    FunctionCounter.builder(
            "quotelake.gateway.producer.recreations", hub, QuotePublisher::recreations)
        .description("How often the producer was replaced because it could not recover")
        .register(registry);
  }

  @Override
  public void delivered(String provider, PublishReport report, long fetchedAtMicros) {
    Outcomes counters = outcomes.computeIfAbsent(provider, this::outcomes);
    counters.published.increment(report.acknowledged());
    counters.failed.increment(report.refused().size());
    (isCanary(provider) ? canary : market).record(since(fetchedAtMicros));
  }

  @Override
  public void lost(String provider, int quotes) {
    outcomes.computeIfAbsent(provider, this::outcomes).failed.increment(quotes);
  }

  @Override
  public void deadLettered(String reason) {
    Counter.builder("quotelake.gateway.dead.letters")
        .description("Records sent to the dead-letter hub")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  @Override
  public void deadLetterSuppressed() {
    suppressed.increment();
  }

  /** A timer with the buckets of every histogram. */
  static Timer.Builder histogram(String name) {
    Duration[] buckets =
        Arrays.stream(BUCKETS_MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    return Timer.builder(name).serviceLevelObjectives(buckets);
  }

  /** Symbols asked for that ended in one of the ways there are. */
  static Counter quotes(MeterRegistry registry, String provider, String outcome) {
    return Counter.builder("quotelake.gateway.quotes")
        .description("What became of each symbol that was asked for")
        .tags("provider", provider, "outcome", outcome)
        .register(registry);
  }

  private static boolean isCanary(String provider) {
    return provider.equals(CanarySettings.PROVIDER);
  }

  private Duration since(long micros) {
    Duration time =
        Duration.between(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), clock.instant());
    return time.isNegative() ? Duration.ZERO : time;
  }

  private Timer publish(String flow) {
    return histogram("quotelake.gateway.publish")
        .description("From fetched_at to the hub's acknowledgement of the whole batch")
        .tag("flow", flow)
        .register(registry);
  }

  private Outcomes outcomes(String provider) {
    return new Outcomes(counter(provider, "published"), counter(provider, "failed"));
  }

  private Counter counter(String provider, String outcome) {
    return isCanary(provider)
        ? Counter.builder("quotelake.gateway.canaries")
            .description("Canaries by outcome")
            .tag("outcome", outcome)
            .register(registry)
        : quotes(registry, provider, outcome);
  }

  private record Outcomes(Counter published, Counter failed) {}
}
