// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.publish.DeliveryObserver;
import dev.quotelake.gateway.publish.PublishReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of the hub side that follow from single deliveries. */
public final class DeliveryMeters implements DeliveryObserver {

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer market;
  private final Timer canary;
  private final Counter suppressed;
  private final Map<String, Outcomes> outcomes = new ConcurrentHashMap<>();

  /** Meters in a registry. */
  public DeliveryMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    market = publish("market");
    canary = publish("canary");
    suppressed =
        Counter.builder("quotelake.gateway.dead.letters.suppressed")
            .description("Dead letters not sent because of the cap, or not taken by their hub")
            .register(registry);
    expect(Canary.PROVIDER);
  }

  /** Puts a provider's series on the page before anything has happened. */
  public void expect(String provider) {
    outcomes.computeIfAbsent(provider, this::outcomes);
  }

  @Override
  public void delivered(String provider, PublishReport report, long fetchedAtMicros) {
    Outcomes counters = outcomes.computeIfAbsent(provider, this::outcomes);
    counters.published.increment(report.acknowledged());
    counters.failed.increment(report.refused().size());
    (provider.equals(Canary.PROVIDER) ? canary : market).record(since(fetchedAtMicros));
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

  private Duration since(long micros) {
    Instant then = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    Duration time = Duration.between(then, clock.instant());
    return time.isNegative() ? Duration.ZERO : time;
  }

  private Timer publish(String flow) {
    return Timer.builder("quotelake.gateway.publish")
        .description("From fetched_at to the hub's acknowledgement of the whole batch")
        .tag("flow", flow)
        .serviceLevelObjectives(Buckets.durations())
        .register(registry);
  }

  private Outcomes outcomes(String provider) {
    return new Outcomes(counter(provider, "published"), counter(provider, "failed"));
  }

  private Counter counter(String provider, String outcome) {
    if (provider.equals(Canary.PROVIDER)) {
      return Counter.builder("quotelake.gateway.canaries")
          .description("Canaries by outcome")
          .tag("outcome", outcome)
          .register(registry);
    }
    return Counter.builder("quotelake.gateway.quotes")
        .description("What became of each symbol that was asked for")
        .tags("provider", provider, "outcome", outcome)
        .register(registry);
  }

  private record Outcomes(Counter published, Counter failed) {}
}
