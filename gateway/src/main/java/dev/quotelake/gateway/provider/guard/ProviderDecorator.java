// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.QuoteProvider;

/** Passes on what a guard does not change. */
abstract class ProviderDecorator implements QuoteProvider {

  private final QuoteProvider inner;

  ProviderDecorator(QuoteProvider inner) {
    this.inner = inner;
  }

  final QuoteProvider inner() {
    return inner;
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
  public final void close() {
    inner.close();
  }
}
