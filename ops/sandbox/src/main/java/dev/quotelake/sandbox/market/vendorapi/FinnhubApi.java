// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.price;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finnhub's quote: one symbol a call, all zero for a symbol that is unknown or has no trade, no
 * volume, seconds.
 */
public final class FinnhubApi extends VendorApi {
  public FinnhubApi() {
    super("finnhub", "/api/v1/quote", 60, error(401, "Invalid API key"));
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("X-Finnhub-Token")
        .or(() -> call.parameter("token"))
        .filter(KEY::equals)
        .isPresent();
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

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    return usage.headers();
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
    ObjectNode quote = Json.object().put("c", price(trade.price())).putNull("d").putNull("dp");
    day.previousClose()
        .ifPresent(
            close -> {
              long change = trade.price() - close;
              quote.put("d", price(change));
              quote.put("dp", price(Math.round(change * 1e6 / close) * 100));
            });
    return quote
        .put("h", price(day.high()))
        .put("l", price(day.low()))
        .put("o", price(day.open()))
        .put("pc", price(day.previousClose().orElse(0)))
        .put("t", trade.atMicros() / 1_000_000);
  }
}
