// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.vendorapi.VendorApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A market as one vendor shows it: what it offers, in its spelling. */
final class VendorMarket implements Market {
  private final Market market;
  private final Map<String, String> symbols = new LinkedHashMap<>();

  VendorMarket(Market market, VendorApi api) {
    this.market = market;
    for (String symbol : market.symbols()) {
      api.spelling(symbol).ifPresent(it -> symbols.put(it, symbol));
    }
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(symbols.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    return Optional.ofNullable(symbols.get(symbol)).flatMap(it -> market.poll(poller, it, now));
  }

  @Override
  public boolean finished() {
    return market.finished();
  }
}
