// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The symbols to ask one provider for: those of its list that are ours and not parked. Safe for
 * several threads.
 */
public final class Watchlist {

  /** A gateway on its own polls every symbol. */
  public static final Predicate<String> ALL = symbol -> true;

  private final Supplier<List<String>> symbols;
  private final Predicate<String> mine;
  private final Parking parking;

  /**
   * @param symbols the symbols as they stand now
   * @param mine which of them this replica polls; may change at any time
   */
  public Watchlist(Supplier<List<String>> symbols, Predicate<String> mine, Parking parking) {
    this.symbols = symbols;
    this.mine = mine;
    this.parking = parking;
  }

  /** What to ask for in this round, in the order of the list. */
  List<String> due() {
    return parking.due(mine());
  }

  /** Symbols that are ours, parked ones included. */
  public List<String> mine() {
    return mine == ALL ? symbols.get() : symbols.get().stream().filter(mine).toList();
  }

  /** Symbols set aside now, sorted. */
  public List<String> parked() {
    return parking.parked();
  }

  Parking parking() {
    return parking;
  }
}
