// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Asks again after a failure that can heal by itself, for a few seconds at most: the next round
 * comes soon enough, and until then newer quotes are there anyway.
 */
final class RetryingProvider extends ProviderDecorator {

  private static final int MOST_ATTEMPTS = 3;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);

  private final Backoff backoff;
  private final InstantSource clock;
  private final RequestObserver observer;

  RetryingProvider(
      QuoteProvider inner, Backoff backoff, InstantSource clock, RequestObserver observer) {
    super(inner);
    this.backoff = backoff;
    this.clock = clock;
    this.observer = observer;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    Instant begin = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        return super.fetch(symbols, permit);
      } catch (ProviderException failure) {
        Duration pause = backoff.jittered(attempt);
        boolean inTime =
            Duration.between(begin, clock.instant()).plus(pause).compareTo(MOST_TIME) < 0;
        if (attempt == MOST_ATTEMPTS || !inTime || !canHeal(failure)) {
          throw failure;
        }
        pause(pause, failure);
        observer.retried(name());
      }
    }
  }

  private static boolean canHeal(ProviderException failure) {
    return failure.kind() == Kind.UNAVAILABLE && failure.coolDown().isEmpty();
  }

  private static void pause(Duration pause, ProviderException failure) throws ProviderException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
