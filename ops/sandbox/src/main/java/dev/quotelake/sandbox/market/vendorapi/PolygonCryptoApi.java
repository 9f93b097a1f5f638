// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import java.util.Optional;

/**
 * Polygon's (now Massive's) <a
 * href="https://massive.com/docs/rest/crypto/snapshots/full-market-snapshot">snapshots of
 * crypto</a>: as those of stocks, but pairs are {@code X:BTCUSD}, times are milliseconds, sizes and
 * volumes are fractions, and there is no quote.
 */
public final class PolygonCryptoApi extends PolygonApi {
  public PolygonCryptoApi() {
    super("polygon-crypto", "/v2/snapshot/locale/global/markets/crypto/tickers");
  }

  @Override
  public Optional<String> spelling(String symbol) {
    return Optional.of(symbol).filter(it -> it.contains("/")).map(it -> "X:" + it.replace("/", ""));
  }

  @Override
  long time(long micros) {
    return micros / 1_000;
  }

  @Override
  boolean hasQuotes() {
    return false;
  }
}
