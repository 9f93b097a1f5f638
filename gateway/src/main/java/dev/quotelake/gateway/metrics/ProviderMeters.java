// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.metrics;

import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.quote.Quote;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** The provider side: requests, circuits, quotas, rounds, and what the answers held. */
public final class ProviderMeters implements PollObserver, RequestObserver {

  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  private final MeterRegistry registry;
  private final DoubleAdder creditWait = new DoubleAdder();
  private final Counter retries;
  private final Map<String, ForProvider> providers = new ConcurrentHashMap<>();

  public ProviderMeters(MeterRegistry registry) {
    this.registry = registry;
    FunctionCounter.builder("quotelake.gateway.credit.wait.seconds", creditWait, DoubleAdder::sum)
        .description("Time poll loops waited because the in-flight window was full")
        .register(registry);
    retries =
        Counter.builder("quotelake.gateway.retries")
            .description("Further attempts after a failure that can heal")
            .tag("side", "provider")
            .register(registry);
  }

  /** Puts a provider's series on the page before anything has happened. */
  public void show(ProviderPolling polling) {
    QuoteProvider provider = polling.provider();
    of(provider.name()).request("ok");
    Gauge.builder("quotelake.gateway.circuit", () -> provider.vitals().circuit().ordinal())
        .description("The circuit breaker: 0 closed, 1 half open, 2 open")
        .baseUnit("state")
        .tag("provider", provider.name())
        .register(registry);
    Gauge.builder("quotelake.gateway.watched", () -> polling.watchlist().mine().size())
        .description("Symbols this gateway polls, parked ones included")
        .baseUnit("symbols")
        .tag("provider", provider.name())
        .register(registry);
    Gauge.builder("quotelake.gateway.parked", () -> polling.watchlist().parked().size())
        .description("Symbols set aside because the provider does not know them")
        .baseUnit("symbols")
        .tag("provider", provider.name())
        .register(registry);
    provider.vitals().quotas().forEach(quota -> show(provider, quota.window()));
  }

  private void show(QuoteProvider provider, String window) {
    Gauge.builder("quotelake.gateway.quota.limit", () -> quota(provider, window).limit())
        .description("What the vendor allows in one window, in its unit")
        .baseUnit("units")
        .tags("provider", provider.name(), "window", window)
        .register(registry);
    Gauge.builder("quotelake.gateway.quota.remaining", () -> quota(provider, window).remaining())
        .description("What is left of the vendor's allowance in the current window, in its unit")
        .baseUnit("units")
        .tags("provider", provider.name(), "window", window)
        .register(registry);
  }

  private static Quota quota(QuoteProvider provider, String window) {
    return provider.vitals().quotas().stream()
        .filter(quota -> quota.window().equals(window))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void waitedForCredit(Duration time) {
    creditWait.add(time.toNanos() / NANOS);
  }

  @Override
  public void answered(String provider, QuoteBatch answer, int unchanged) {
    ForProvider meters = of(provider);
    meters.unchanged.increment(unchanged);
    meters.rejected.increment(answer.rejects().size());
    meters.unknown.increment(answer.unknown().size());
    meters.empty.increment(answer.empty().size());
    answer.quotes().stream().mapToLong(Quote::quotedAtMicros).max().ifPresent(meters::sawQuote);
  }

  @Override
  public void failed(String provider, int symbols, ProviderException failure) {
    of(provider).unanswered.increment(symbols);
  }

  @Override
  public void finishedRound(String provider, Duration time) {
    of(provider).round.record(time);
  }

  @Override
  public void requested(String provider, Optional<ProviderException.Kind> failure, Duration time) {
    of(provider)
        .request(failure.map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("ok"))
        .record(time);
  }

  @Override
  public void retried(String provider) {
    retries.increment();
  }

  @Override
  public void waitedForQuota(String provider, Duration time) {
    of(provider).quotaWait.add(time.toNanos() / NANOS);
  }

  private ForProvider of(String provider) {
    return providers.computeIfAbsent(provider, ForProvider::new);
  }

  private final class ForProvider {

    private final String name;
    private final Timer round;
    private final Counter unchanged;
    private final Counter rejected;
    private final Counter unknown;
    private final Counter empty;
    private final Counter unanswered;
    private final DoubleAdder quotaWait = new DoubleAdder();
    private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
    private final Map<String, Timer> requests = new ConcurrentHashMap<>();

    private ForProvider(String name) {
      this.name = name;
      round =
          HubMeters.histogram("quotelake.gateway.poll.cycle")
              .description("One round over the watchlist")
              .tag("provider", name)
              .register(registry);
      unchanged = HubMeters.quotes(registry, name, "unchanged");
      rejected = HubMeters.quotes(registry, name, "rejected");
      unknown = HubMeters.quotes(registry, name, "unknown");
      empty = HubMeters.quotes(registry, name, "empty");
      unanswered = HubMeters.quotes(registry, name, "unanswered");
      FunctionCounter.builder("quotelake.gateway.quota.wait.seconds", quotaWait, DoubleAdder::sum)
          .description("Time the poll loop waited for the vendor's quota or a rest")
          .tag("provider", name)
          .register(registry);
    }

    private Timer request(String outcome) {
      return requests.computeIfAbsent(
          outcome,
          each ->
              HubMeters.histogram("quotelake.gateway.fetch")
                  .description("One request to a provider")
                  .tags("provider", name, "outcome", each)
                  .register(registry));
    }

    /** The series begins with the first quote. */
    private void sawQuote(long quotedAtMicros) {
      if (newest.getAndAccumulate(quotedAtMicros, Math::max) == Long.MIN_VALUE) {
        Gauge.builder("quotelake.gateway.newest.quote.timestamp", newest, at -> at.get() / MICROS)
            .description("The newest quoted_at among the provider's quotes")
            .baseUnit("seconds")
            .tag("provider", name)
            .register(registry);
      }
    }
  }
}
