// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.util.List;

/** Lets poll loops wait for their turn, and all of them rest when the vendor asks one to. */
final class BudgetedProvider extends ProviderDecorator {

  private final RateBudget budget;

  BudgetedProvider(QuoteProvider inner, RateBudget budget) {
    super(inner);
    this.budget = budget;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    try {
      return super.fetch(symbols, permit);
    } catch (ProviderException failure) {
      boolean aboutOneSymbol = failure.kind() == Kind.NOT_IN_PLAN && maxSymbols() == 1;
      if (!aboutOneSymbol) {
        failure.coolDown().ifPresent(budget::rest);
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
