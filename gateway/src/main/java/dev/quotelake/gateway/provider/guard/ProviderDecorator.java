// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.util.List;

/** Passes on what a guard does not change. */
abstract class ProviderDecorator implements QuoteProvider {

  private final QuoteProvider inner;

  ProviderDecorator(QuoteProvider inner) {
    this.inner = inner;
  }

  @Override
  public final String name() {
    return inner.name();
  }

  @Override
  public final int maxSymbols() {
    return inner.maxSymbols();
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    return inner.fetch(symbols, permit);
  }

  @Override
  public Permit awaitTurn(int symbols) throws InterruptedException {
    return inner.awaitTurn(symbols);
  }

  @Override
  public ProviderVitals vitals() {
    return inner.vitals();
  }

  @Override
  public final void close() {
    inner.close();
  }
}
