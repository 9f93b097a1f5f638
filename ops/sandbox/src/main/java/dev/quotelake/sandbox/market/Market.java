// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the simulator's answers come from. Used by one thread. */
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
   * Whether everything this market will ever show has been polled; a market without end never
   * finishes.
   */
  boolean finished();
}
