// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invented stocks on today's clock, without end. */
public final class SyntheticMarket implements Market {
  private final Map<String, SyntheticInstrument> instruments = new LinkedHashMap<>();

  /**
   * @param symbols how many stocks
   * @param seed same seed, same prices at the same time
   */
  public SyntheticMarket(int symbols, long seed) {
    var noise = new Noise(seed);
    List<String> names = TickerNames.first(symbols);
    for (int i = 0; i < names.size(); i++) {
      instruments.put(names.get(i), new SyntheticInstrument(names.get(i), noise.branch(i)));
    }
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(instruments.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    return Optional.ofNullable(instruments.get(symbol)).map(it -> it.at(NewYork.micros(now)));
  }

  @Override
  public boolean finished() {
    return false;
  }
}
