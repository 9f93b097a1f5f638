// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
   * @param permit from {@link #awaitTurn}
   * @throws ProviderException if the answer as a whole is of no use; its kind says what may heal it
   */
  QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException;

  /** Asks without having waited for a turn. */
  default QuoteBatch fetch(List<String> symbols) throws ProviderException {
    return fetch(symbols, Permit.none());
  }

  /**
   * Waits until the vendor's allowance has room for a request, and until a rest that the vendor
   * asked for is over. To be called before {@link #fetch}, holding nothing others wait for.
   *
   * @param symbols how many symbols will be asked for
   */
  default Permit awaitTurn(int symbols) throws InterruptedException {
    return Permit.none();
  }

  /** How it is doing. */
  default ProviderVitals vitals() {
    return ProviderVitals.WELL;
  }

  /** Gives up requests under way; further ones fail. */
  @Override
  default void close() {}

  /** Room in the vendor's allowance that is already taken: good for one request. */
  final class Permit {

    private final AtomicInteger symbols;

    private Permit(int symbols) {
      this.symbols = new AtomicInteger(symbols);
    }

    /** Good for a request for so many symbols. */
    public static Permit of(int symbols) {
      return new Permit(symbols);
    }

    /** Good for nothing: each request takes room of its own. */
    public static Permit none() {
      return new Permit(0);
    }

    /** Uses it up, and says whether it was good for a request for so many symbols. */
    public boolean use(int wanted) {
      return symbols.getAndSet(0) >= wanted;
    }
  }
}
