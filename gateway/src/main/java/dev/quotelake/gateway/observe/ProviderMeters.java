// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/** The meters of requests to providers, of their circuits and of what is left of their quotas. */
@Singleton
public final class ProviderMeters implements RequestObserver {

  private record Outcome(String provider, String outcome) {}

  private final MeterRegistry registry;
  private final Counter retries;
  private final Map<Outcome, Timer> requests = new ConcurrentHashMap<>();
  private final Map<String, DoubleAdder> waits = new ConcurrentHashMap<>();

  /** Meters in a registry. */
  @Inject
  public ProviderMeters(MeterRegistry registry) {
    this.registry = registry;
    retries =
        Counter.builder("quotelake.gateway.retries")
            .description("Further attempts after a failure that can heal")
            .tag("side", "provider")
            .register(registry);
  }

  /** Puts a provider's series on the page before anything has happened. */
  public void show(QuoteProvider provider) {
    timer(provider.name(), "ok");
    quotaWait(provider.name());
    Gauge.builder("quotelake.gateway.circuit", provider, each -> each.vitals().circuit().ordinal())
        .description("The circuit breaker: 0 closed, 1 half open, 2 open")
        .baseUnit("state")
        .tag("provider", provider.name())
        .strongReference(true)
        .register(registry);
    provider.vitals().quotas().forEach(quota -> show(provider, quota.window()));
  }

  private void show(QuoteProvider provider, String window) {
    Gauge.builder("quotelake.gateway.quota.limit", provider, each -> quota(each, window).limit())
        .description("What the vendor allows in one window, in its unit")
        .baseUnit("units")
        .tags("provider", provider.name(), "window", window)
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "quotelake.gateway.quota.remaining", provider, each -> quota(each, window).remaining())
        .description("What is left of the vendor's allowance in the current window, in its unit")
        .baseUnit("units")
        .tags("provider", provider.name(), "window", window)
        .strongReference(true)
        .register(registry);
  }

  private static Quota quota(QuoteProvider provider, String window) {
    return provider.vitals().quotas().stream()
        .filter(quota -> quota.window().equals(window))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void requested(String provider, Optional<ProviderException.Kind> failure, Duration time) {
    timer(provider, failure.map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("ok"))
        .record(time);
  }

  @Override
  public void retried(String provider) {
    retries.increment();
  }

  @Override
  public void waitedForQuota(String provider, Duration time) {
    quotaWait(provider).add(time.toNanos() / 1e9);
  }

  private Timer timer(String provider, String outcome) {
    return requests.computeIfAbsent(
        new Outcome(provider, outcome),
        key ->
            Timer.builder("quotelake.gateway.fetch")
                .description("One request to a provider")
                .tags("provider", provider, "outcome", outcome)
                .serviceLevelObjectives(Buckets.durations())
                .register(registry));
  }

  private DoubleAdder quotaWait(String provider) {
    return waits.computeIfAbsent(
        provider,
        name -> {
          DoubleAdder wait = new DoubleAdder();
          FunctionCounter.builder("quotelake.gateway.quota.wait.seconds", wait, DoubleAdder::sum)
              .description("Time the poll loop waited for the vendor's quota or a rest")
              .tag("provider", name)
              .register(registry);
          return wait;
        });
  }
}
