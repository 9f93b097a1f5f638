// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.NewYork;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Twelve Data's quote: an object for one symbol, a map for several, numbers as strings, an error
 * object where a symbol is unknown or has no trade, one credit a symbol.
 */
public final class TwelveDataApi extends VendorApi {
  public TwelveDataApi() {
    super(
        "twelvedata",
        "/quote",
        8,
        answer(error(401, "**apikey** parameter is incorrect or not specified.")));
  }

  @Override
  public boolean authorised(Call call) {
    return call.parameter("apikey")
        .or(() -> call.authorization("apikey"))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public List<String> symbols(Call call) {
    return call.list("symbol");
  }

  @Override
  public int cost(List<String> symbols) {
    return symbols.size();
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    if (symbols.isEmpty()) {
      return answer(error(400, "**symbol** parameter is missing."));
    }
    if (symbols.size() == 1) {
      return answer(quote(symbols.get(0), states));
    }
    ObjectNode quotes = Json.object();
    symbols.forEach(symbol -> quotes.set(symbol, quote(symbol, states)));
    return Answer.of(200, quotes);
  }

  @Override
  public Answer overLimit(Usage usage) {
    return answer(
        error(
            429,
            "You have run out of API credits for the current minute. %d API credits were used, with the current limit being %d."
                .formatted(usage.used(), usage.plan().limit())));
  }

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    return usage.plan().unlimited()
        ? Map.of()
        : Map.of(
            "Api-credits-used", String.valueOf(usage.used()),
            "Api-credits-left", String.valueOf(usage.left()));
  }

  /** An error object's code is the answer's status. */
  private static Answer answer(ObjectNode body) {
    return Answer.of(body.path("code").asInt(200), body);
  }

  private static ObjectNode quote(String symbol, Function<String, Optional<SymbolState>> states) {
    return states
        .apply(symbol)
        .filter(it -> it.trade().isPresent())
        .map(it -> quote(symbol, it.trade().orElseThrow(), it.day().orElseThrow()))
        .orElseGet(
            () ->
                error(
                    404,
                    "**symbol** not found: %s. Please specify it correctly according to API Documentation."
                        .formatted(symbol)));
  }

  private static ObjectNode quote(String symbol, Trade trade, Day day) {
    ObjectNode quote =
        Json.object()
            .put("symbol", symbol)
            .put("name", symbol + " Inc")
            .put("exchange", "NASDAQ")
            .put("mic_code", "XNGS")
            .put("currency", "USD")
            .put("datetime", NewYork.dateOf(day.startMicros()).toString())
            .put("timestamp", day.startMicros() / 1_000_000)
            .put("last_quote_at", trade.atMicros() / 1_000_000)
            .put("open", fiveDecimals(day.open()))
            .put("high", fiveDecimals(day.high()))
            .put("low", fiveDecimals(day.low()))
            .put("close", fiveDecimals(trade.price()))
            .put("volume", String.valueOf(day.volume()))
            .put("is_market_open", true);
    day.previousClose().ifPresent(it -> quote.put("previous_close", fiveDecimals(it)));
    return quote;
  }

  private static ObjectNode error(int code, String message) {
    return Json.object().put("code", code).put("message", message).put("status", "error");
  }

  private static String fiveDecimals(long micros) {
    return BigDecimal.valueOf(micros, 6).setScale(5, RoundingMode.HALF_UP).toPlainString();
  }
}
