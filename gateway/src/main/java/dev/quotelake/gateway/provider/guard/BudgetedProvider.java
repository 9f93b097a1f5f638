// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Lets poll loops wait for their turn, and all of them rest when the vendor asks one to. */
final class BudgetedProvider extends ProviderDecorator {

  private final RateBudget budget;
  private final InstantSource clock;

  BudgetedProvider(QuoteProvider inner, RateBudget budget, InstantSource clock) {
    super(inner);
    this.budget = budget;
    this.clock = clock;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    Instant asked = clock.instant();
    try {
      QuoteBatch batch = super.fetch(symbols, permit);
      budget.answered();
      return batch;
    } catch (ProviderException failure) {
      boolean aboutOneSymbol = failure.kind() == Kind.NOT_IN_PLAN && maxSymbols() == 1;
      if (!aboutOneSymbol) {
        failure.coolDown().ifPresent(time -> budget.rest(asked, time));
      }
      throw failure;
    }
  }

  @Override
  public Permit awaitTurn(int symbols) throws InterruptedException {
    budget.awaitTurn(symbols);
    return Permit.of(symbols);
  }

  @Override
  public ProviderVitals vitals() {
    return new ProviderVitals(
        ProviderVitals.Circuit.CLOSED, budget.quotas(), budget.remainingRest());
  }
}
