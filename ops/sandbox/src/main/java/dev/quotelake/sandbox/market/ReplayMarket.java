// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recording played on a faster clock. The first poll sees the recording's first trade; a poll
 * sees the state at its moment of market time with the recorded times; the last state stays, and
 * the replay is finished when everybody who polls has seen it.
 */
public final class ReplayMarket implements Market {
  private final Map<String, RecordedSymbol> symbols = new LinkedHashMap<>();
  private final Set<String> pollers = new HashSet<>();
  private final ReplayClock clock;

  /**
   * @param speed market seconds a wall clock second
   */
  public ReplayMarket(Recording recording, double speed) {
    for (String symbol : recording.symbols()) {
      symbols.put(symbol, new RecordedSymbol(symbol, recording.of(symbol)));
    }
    this.clock = new ReplayClock(firstTrade(recording), speed);
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(symbols.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    var recorded = Optional.ofNullable(symbols.get(symbol));
    recorded.ifPresent(it -> pollers.add(poller));
    return recorded.map(it -> it.poll(poller, clock.at(now)));
  }

  @Override
  public boolean finished() {
    return !pollers.isEmpty() && symbols.values().stream().allMatch(it -> it.endSeenBy(pollers));
  }

  private static long firstTrade(Recording recording) {
    return recording.symbols().stream()
        .flatMap(
            symbol -> recording.of(symbol).stream().filter(it -> it.trade().isPresent()).limit(1))
        .mapToLong(Tick::atMicros)
        .min()
        .orElseThrow();
  }
}
