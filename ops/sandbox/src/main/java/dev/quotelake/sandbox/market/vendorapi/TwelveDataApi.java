// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.decimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * <a href="https://twelvedata.com/docs#quote">Twelve Data's quote</a>: an object for one symbol, a
 * map for several, numbers as strings, an error object where a symbol is unknown or has no trade,
 * one credit a symbol. A colon leads to <a
 * href="https://support.twelvedata.com/en/articles/5203360-bulk-requests">the exchange</a>, which
 * the answer names apart from the symbol. Crypto has neither volume nor currency nor market, and
 * its timestamp is that of the price, not of the day's bar.
 */
public final class TwelveDataApi extends VendorApi {
  public TwelveDataApi() {
    super(
        "twelvedata",
        "/quote",
        "symbol",
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

  /** As the market spells them. */
  @Override
  public Optional<String> spelling(String symbol) {
    return Optional.of(symbol);
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
    ObjectNode quote = symbol.contains("/") ? pair(symbol, trade) : stock(symbol, trade, day);
    quote
        .put("datetime", day.start().toLocalDate().toString())
        .put("open", text(day.open()))
        .put("high", text(day.high()))
        .put("low", text(day.low()))
        .put("close", text(trade.price()))
        .put("is_market_open", true);
    day.previousClose().ifPresent(it -> quote.put("previous_close", text(it)));
    return quote;
  }

  private static ObjectNode stock(String symbol, Trade trade, Day day) {
    boolean german = symbol.endsWith(":XETR");
    String ticker = symbol.replaceFirst(":.*", "");
    return Json.object()
        .put("symbol", ticker)
        .put("name", ticker + (german ? " SE" : " Inc"))
        .put("exchange", german ? "XETR" : "NASDAQ")
        .put("mic_code", german ? "XETR" : "XNGS")
        .put("currency", german ? "EUR" : "USD")
        .put("timestamp", day.start().toEpochSecond())
        .put("last_quote_at", trade.atMicros() / 1_000_000)
        .put("volume", decimal(day.volume()).toPlainString());
  }

  private static ObjectNode pair(String symbol, Trade trade) {
    return Json.object()
        .put("symbol", symbol)
        .put("name", symbol.replace("/USD", " US Dollar"))
        .put("exchange", "Coinbase Pro")
        .put("timestamp", trade.atMicros() / 1_000_000);
  }

  private static ObjectNode error(int code, String message) {
    return Json.object().put("code", code).put("message", message).put("status", "error");
  }

  /** With five decimals, or more where a coin needs them. */
  private static String text(long price) {
    BigDecimal decimal = decimal(price);
    return decimal.setScale(Math.max(5, decimal.scale())).toPlainString();
  }
}
