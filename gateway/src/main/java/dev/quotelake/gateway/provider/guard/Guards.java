// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import java.time.Duration;
import java.time.InstantSource;

/** Puts all guards round a provider, in the one right order. */
public final class Guards {

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private Guards() {}

  /**
   * A provider that keeps its vendor's allowance, retries, rests and finds bad symbols.
   *
   * @param provider one whose requests pass the budget's gate
   */
  public static QuoteProvider around(
      QuoteProvider provider, RateBudget budget, InstantSource clock, RequestObserver observer) {
    QuoteProvider budgeted = new BudgetedProvider(provider, budget, clock);
    QuoteProvider circuit = new CircuitBreaker(budgeted, clock);
    QuoteProvider retrying = new RetryingProvider(circuit, BACKOFF, clock, observer);
    return new BisectingProvider(retrying);
  }
}
