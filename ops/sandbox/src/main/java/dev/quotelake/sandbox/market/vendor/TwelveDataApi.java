// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.sandbox.market.Day;
import dev.quotelake.sandbox.market.NewYork;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Twelve Data's quote: an object for one symbol, a map for several, numbers as strings, an error
 * object where a symbol is unknown or has no trade, one credit a symbol.
 */
public final class TwelveDataApi implements VendorApi {
  private static final String SCHEME = "apikey ";

  @Override
  public String name() {
    return "twelvedata";
  }

  @Override
  public String path() {
    return "/quote";
  }

  @Override
  public boolean authorised(Call call) {
    return call.parameter("apikey")
        .or(
            () ->
                call.header("Authorization")
                    .filter(it -> it.startsWith(SCHEME))
                    .map(it -> it.substring(SCHEME.length())))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public Answer unauthorised() {
    return error(401, 401, "**apikey** parameter is incorrect or not specified.");
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
      return error(400, 400, "**symbol** parameter is missing.");
    }
    if (symbols.size() > 1) {
      return Answer.ok(Json.bytes(json -> map(json, symbols, states)));
    }
    var state = states.apply(symbols.get(0)).filter(it -> it.trade().isPresent());
    if (state.isEmpty()) {
      return error(404, 404, notFound(symbols.get(0)));
    }
    return Answer.ok(Json.bytes(json -> quote(json, state.get())));
  }

  @Override
  public Plan usualPlan() {
    return new Plan(8, Duration.ofMinutes(1));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(
        429,
        429,
        "You have run out of API credits for the current minute. %d API credits were used, with the current limit being %d."
            .formatted(usage.used(), usage.plan().limit()));
  }

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    if (usage.plan().unlimited()) {
      return Map.of();
    }
    return Map.of(
        "Api-credits-used",
        String.valueOf(usage.used()),
        "Api-credits-left",
        String.valueOf(usage.left()));
  }

  private static void map(
      JsonGenerator json, List<String> symbols, Function<String, Optional<SymbolState>> states)
      throws IOException {
    json.writeStartObject();
    for (String symbol : symbols) {
      json.writeFieldName(symbol);
      var state = states.apply(symbol).filter(it -> it.trade().isPresent());
      if (state.isPresent()) {
        quote(json, state.get());
      } else {
        problem(json, 404, notFound(symbol));
      }
    }
    json.writeEndObject();
  }

  private static void quote(JsonGenerator json, SymbolState state) throws IOException {
    Trade trade = state.trade().orElseThrow();
    Day day = state.day().orElseThrow();
    json.writeStartObject();
    json.writeStringField("symbol", state.symbol());
    json.writeStringField("name", state.symbol() + " Inc");
    json.writeStringField("exchange", "NASDAQ");
    json.writeStringField("mic_code", "XNGS");
    json.writeStringField("currency", "USD");
    json.writeStringField("datetime", NewYork.dateOf(day.startMicros()).toString());
    json.writeNumberField("timestamp", day.startMicros() / 1_000_000);
    json.writeNumberField("last_quote_at", trade.atMicros() / 1_000_000);
    json.writeStringField("open", fiveDecimals(day.open()));
    json.writeStringField("high", fiveDecimals(day.high()));
    json.writeStringField("low", fiveDecimals(day.low()));
    json.writeStringField("close", fiveDecimals(trade.price()));
    json.writeStringField("volume", String.valueOf(day.volume()));
    if (day.previousClose().isPresent()) {
      json.writeStringField("previous_close", fiveDecimals(day.previousClose().getAsLong()));
    }
    json.writeBooleanField("is_market_open", true);
    json.writeEndObject();
  }

  private static Answer error(int status, int code, String message) {
    return new Answer(status, Map.of(), Json.bytes(json -> problem(json, code, message)));
  }

  private static void problem(JsonGenerator json, int code, String message) throws IOException {
    json.writeStartObject();
    json.writeNumberField("code", code);
    json.writeStringField("message", message);
    json.writeStringField("status", "error");
    json.writeEndObject();
  }

  private static String notFound(String symbol) {
    return "**symbol** not found: "
        + symbol
        + ". Please specify it correctly according to API Documentation.";
  }

  private static String fiveDecimals(long micros) {
    return BigDecimal.valueOf(micros, 6).setScale(5, RoundingMode.HALF_UP).toPlainString();
  }
}
