// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.SymbolState.ONE;
import static dev.quotelake.sandbox.market.vendorapi.Json.decimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * <a href="https://finnhub.io/docs/api/quote">Finnhub's quote</a>: one symbol a call, all zero for
 * a symbol that is unknown or has no trade, no volume, no currency, seconds. Stocks from elsewhere
 * carry the suffix of their country ({@code SAP.DE}), crypto its exchange ({@code
 * BINANCE:BTCUSDT}).
 */
public final class FinnhubApi extends VendorApi {
  private static final long TEN_THOUSANDTH = ONE / 10_000;

  public FinnhubApi() {
    super("finnhub", "/api/v1/quote", "symbol", 60, error(401, "Invalid API key"));
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("X-Finnhub-Token")
        .or(() -> call.parameter("token"))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public Optional<String> spelling(String symbol) {
    return Optional.of(
        symbol.replaceFirst("^(.+):XETR$", "$1.DE").replaceFirst("^(.+)/USD$", "BINANCE:$1USDT"));
  }

  @Override
  public List<String> symbols(Call call) {
    return call.parameter("symbol").map(List::of).orElse(List.of());
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    return Answer.of(
        200,
        symbols.stream()
            .findFirst()
            .flatMap(states)
            .filter(it -> it.trade().isPresent())
            .map(it -> quote(it.trade().orElseThrow(), it.day().orElseThrow()))
            .orElseGet(FinnhubApi::nothingKnown));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(429, "API limit reached. Please try again later. Remaining Limit: 0");
  }

  private static Answer error(int status, String message) {
    return Answer.of(status, Json.object().put("error", message));
  }

  private static ObjectNode nothingKnown() {
    ObjectNode quote = Json.object().put("c", 0).putNull("d").putNull("dp");
    List.of("h", "l", "o", "pc", "t").forEach(field -> quote.put(field, 0));
    return quote;
  }

  private static ObjectNode quote(Trade trade, Day day) {
    ObjectNode quote = Json.object().put("c", decimal(trade.price())).putNull("d").putNull("dp");
    day.previousClose()
        .ifPresent(
            close -> {
              long change = trade.price() - close;
              quote.put("d", decimal(change));
              quote.put("dp", decimal(Math.round(change * 1e6 / close) * TEN_THOUSANDTH));
            });
    return quote
        .put("h", decimal(day.high()))
        .put("l", decimal(day.low()))
        .put("o", decimal(day.open()))
        .put("pc", decimal(day.previousClose().orElse(0)))
        .put("t", trade.atMicros() / 1_000_000);
  }
}
