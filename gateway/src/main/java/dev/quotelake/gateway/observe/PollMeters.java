// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.quote.Quote;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** The meters of the provider side. */
public final class PollMeters implements PollObserver {

  private static final double MICROS = 1_000_000.0;

  private final MeterRegistry registry;
  private final DoubleAdder creditWait = new DoubleAdder();
  private final Map<String, ForProvider> providers = new ConcurrentHashMap<>();

  /** Meters in a registry. */
  public PollMeters(MeterRegistry registry) {
    this.registry = registry;
    FunctionCounter.builder("quotelake.gateway.credit.wait.seconds", creditWait, DoubleAdder::sum)
        .description("Time poll loops waited because the in-flight window was full")
        .register(registry);
  }

  /** Puts a provider's series on the page before anything has happened. */
  public void expect(String provider) {
    providers.computeIfAbsent(provider, ForProvider::new);
  }

  @Override
  public void waitedForCredit(Duration time) {
    creditWait.add(time.toNanos() / 1e9);
  }

  @Override
  public void answered(String provider, QuoteBatch answer, int unchanged) {
    ForProvider meters = providers.computeIfAbsent(provider, ForProvider::new);
    meters.unchanged.increment(unchanged);
    meters.rejected.increment(answer.rejects().size());
    meters.unknown.increment(answer.unknown().size());
    meters.empty.increment(answer.empty().size());
    meters.sawQuotes(answer);
  }

  @Override
  public void finishedRound(String provider, Duration time) {
    providers.computeIfAbsent(provider, ForProvider::new).round.record(time);
  }

  private final class ForProvider {

    private final String name;
    private final Timer round;
    private final Counter unchanged;
    private final Counter rejected;
    private final Counter unknown;
    private final Counter empty;
    private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

    private ForProvider(String name) {
      this.name = name;
      round =
          Timer.builder("quotelake.gateway.poll.cycle")
              .description("One round over the watchlist")
              .tag("provider", name)
              .serviceLevelObjectives(Buckets.durations())
              .register(registry);
      unchanged = quotes("unchanged");
      rejected = quotes("rejected");
      unknown = quotes("unknown");
      empty = quotes("empty");
    }

    private Counter quotes(String outcome) {
      return Counter.builder("quotelake.gateway.quotes")
          .description("What became of each symbol that was asked for")
          .tags("provider", name, "outcome", outcome)
          .register(registry);
    }

    private void sawQuotes(QuoteBatch answer) {
      long latest = Long.MIN_VALUE;
      for (Quote quote : answer.quotes()) {
        latest = Math.max(latest, quote.quotedAtMicros());
      }
      if (latest == Long.MIN_VALUE) {
        return;
      }
      if (newest.getAndAccumulate(latest, Math::max) == Long.MIN_VALUE) {
        Gauge.builder("quotelake.gateway.newest.quote.timestamp", newest, at -> at.get() / MICROS)
            .description("The newest quoted_at among the provider's quotes")
            .baseUnit("seconds")
            .tag("provider", name)
            .register(registry);
      }
    }
  }
}
