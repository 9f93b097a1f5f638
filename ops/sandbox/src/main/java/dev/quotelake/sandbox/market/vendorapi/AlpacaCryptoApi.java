// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import java.util.Optional;

/**
 * Alpaca's <a href="https://docs.alpaca.markets/reference/cryptosnapshots-1">snapshots of
 * crypto</a>: as those of stocks, but under {@code snapshots}, with sizes and volumes in fractions
 * of a coin and the taker's side with each trade. Pairs are {@code BTC/USD}, <a
 * href="https://github.com/alpacahq/alpaca-py/issues/537">and nothing else is well-formed</a>. <a
 * href="https://alpaca.markets/docs/api-references/market-data-api/crypto-pricing-data/">No key is
 * needed</a>; a wrong one is refused.
 */
public final class AlpacaCryptoApi extends AlpacaApi {
  private static final String PAIR = "^[A-Z]+/[A-Z]+$";

  public AlpacaCryptoApi() {
    super("alpaca-crypto", "/v1beta3/crypto/us/snapshots", PAIR);
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("APCA-API-KEY-ID").isEmpty() || super.authorised(call);
  }

  @Override
  public Optional<String> spelling(String symbol) {
    return Optional.of(symbol).filter(it -> it.contains("/"));
  }

  @Override
  String malformed(String symbol) {
    return super.malformed(symbol) + " does not match " + PAIR;
  }

  @Override
  ObjectNode envelope(ObjectNode snapshots) {
    return Json.object().set("snapshots", snapshots);
  }

  @Override
  void describeTrade(ObjectNode trade) {
    trade.put("tks", "B");
  }

  @Override
  void describeQuote(ObjectNode quote, BookTop book) {}
}
