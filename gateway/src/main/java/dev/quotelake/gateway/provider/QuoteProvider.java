// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import java.util.List;

/** A source of quotes. Implementations are safe to call from several threads. */
public interface QuoteProvider extends AutoCloseable {

  /** The configured name. */
  String name();

  /** The largest number of symbols {@link #fetch} takes at once. */
  int maxSymbols();

  /**
   * Asks for the newest quote of each symbol, in one request to the provider (more when it pages).
   *
   * @param symbols one to {@link #maxSymbols()} symbols as in the watchlist
   * @throws ProviderException if the answer as a whole is of no use; its kind says what may heal it
   */
  QuoteBatch fetch(List<String> symbols) throws ProviderException;

  /**
   * Waits until the vendor's allowance has room for such a request, and until a rest that the
   * vendor asked for is over. To be called before {@link #fetch}, holding nothing others wait for.
   *
   * @param symbols how many symbols will be asked for
   */
  default void awaitTurn(int symbols) throws InterruptedException {}

  /** How it is doing. */
  default ProviderVitals vitals() {
    return ProviderVitals.WELL;
  }

  /** Gives up requests under way; further ones fail. */
  @Override
  default void close() {}
}
