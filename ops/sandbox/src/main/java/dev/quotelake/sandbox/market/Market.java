// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the simulator's answers come from. A stock of the US is its ticker, one from elsewhere has
 * its exchange's ISO 10383 code behind a colon ({@code SAP:XETR}), crypto is a pair of currencies
 * ({@code BTC/USD}). Used by one thread.
 */
public interface Market {
  /** All symbols that are traded here. */
  List<String> symbols();

  /**
   * The state of {@code symbol} at {@code now} (wall clock), or nothing when it is not traded here.
   *
   * @param poller who asks; a replay waits for each poller to see its end
   */
  Optional<SymbolState> poll(String poller, String symbol, Instant now);

  /**
   * Whether all who poll have seen everything this market will ever show of the symbols they can
   * ask for; a market without end never finishes.
   *
   * @param offered the symbols that a poller can ask for
   */
  boolean finished(Function<String, ? extends Collection<String>> offered);
}
