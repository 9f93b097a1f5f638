// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One symbol of a recording, played forward: it never goes back in time. */
final class RecordedSymbol {
  private final String symbol;
  private final List<Tick> ticks;
  private final Set<String> sawTheEnd = new HashSet<>();
  private int next;
  private Optional<Trade> trade = Optional.empty();
  private Optional<BookTop> book = Optional.empty();
  private Optional<Day> day = Optional.empty();

  RecordedSymbol(String symbol, List<Tick> ticks) {
    this.symbol = symbol;
    this.ticks = ticks;
  }

  SymbolState poll(String poller, long micros) {
    while (next < ticks.size() && ticks.get(next).atMicros() <= micros) {
      apply(ticks.get(next++));
    }
    if (next == ticks.size()) {
      sawTheEnd.add(poller);
    }
    return new SymbolState(symbol, trade, book, day);
  }

  boolean endSeenBy(Set<String> pollers) {
    return sawTheEnd.containsAll(pollers);
  }

  private void apply(Tick tick) {
    if (tick.book().isPresent()) {
      book = tick.book();
    }
    tick.trade().ifPresent(it -> apply(it, tick.volume()));
  }

  private void apply(Trade latest, long volume) {
    long start = NewYork.dayStart(latest.atMicros());
    var today = day.filter(it -> it.startMicros() == start).orElseGet(() -> opened(start, latest));
    day = Optional.of(today.with(latest, volume));
    trade = Optional.of(latest);
  }

  /** The trade before the first of a day was the close of the day before. */
  private Day opened(long start, Trade first) {
    var close = trade.map(it -> OptionalLong.of(it.price())).orElse(OptionalLong.empty());
    return new Day(start, first.price(), first.price(), first.price(), 0, close);
  }
}
