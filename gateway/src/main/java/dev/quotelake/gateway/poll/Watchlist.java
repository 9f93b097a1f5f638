// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.quote.Quote;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The symbols to ask one provider for. A symbol that the provider does not know is parked: asked
 * for again only after a long while. Safe for several threads.
 */
public final class Watchlist {

  /** A gateway on its own polls every symbol. */
  public static final Predicate<String> ALL = symbol -> true;

  private final Supplier<List<String>> symbols;
  private final Predicate<String> mine;
  private final Duration retryParked;
  private final InstantSource clock;
  private final Map<String, Instant> parkedUntil = new ConcurrentHashMap<>();

  /**
   * A watchlist.
   *
   * @param symbols the symbols as they stand now
   * @param mine which of them this replica polls; may change at any time
   * @param retryParked how long a symbol stays parked
   */
  public Watchlist(
      Supplier<List<String>> symbols,
      Predicate<String> mine,
      Duration retryParked,
      InstantSource clock) {
    this.symbols = symbols;
    this.mine = mine;
    this.retryParked = retryParked;
    this.clock = clock;
  }

  /** What to ask for in this round, in the order of the list. */
  public List<String> due() {
    List<String> mine = mine();
    if (parkedUntil.isEmpty()) {
      return mine;
    }
    parkedUntil.keySet().retainAll(mine);
    Instant now = clock.instant();
    return mine.stream().filter(symbol -> !parked(symbol, now)).toList();
  }

  /** Takes from an answer which symbols the provider knows. */
  public void learn(QuoteBatch answer) {
    park(answer.unknown());
    if (!parkedUntil.isEmpty()) {
      answer.quotes().stream().map(Quote::symbol).forEach(parkedUntil::remove);
      answer.empty().forEach(parkedUntil::remove);
    }
  }

  /** Sets symbols aside. */
  public void park(Collection<String> unknown) {
    if (!unknown.isEmpty()) {
      Instant until = clock.instant().plus(retryParked);
      unknown.forEach(symbol -> parkedUntil.put(symbol, until));
    }
  }

  /** Symbols that are ours, parked ones included. */
  public List<String> mine() {
    return mine == ALL ? symbols.get() : symbols.get().stream().filter(mine).toList();
  }

  /** Symbols set aside now, sorted. */
  public List<String> parked() {
    return parkedUntil.keySet().stream().sorted().toList();
  }

  private boolean parked(String symbol, Instant now) {
    Instant until = parkedUntil.get(symbol);
    return until != null && now.isBefore(until);
  }
}
