// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.sandbox.market.BookTop;
import dev.quotelake.sandbox.market.Day;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.Trade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Polygon's stock snapshots: an array at {@code tickers}, unknown symbols left out, nanoseconds,
 * keys that differ in case only.
 */
public final class PolygonApi implements VendorApi {
  private static final String SCHEME = "Bearer ";
  private static final String REQUEST_ID = "957db942cab2d6b0633b9b4820db0cb2";

  @Override
  public String name() {
    return "polygon";
  }

  @Override
  public String path() {
    return "/v2/snapshot/locale/us/markets/stocks/tickers";
  }

  @Override
  public boolean authorised(Call call) {
    return call.parameter("apiKey")
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
    return error(401, "Unknown API Key");
  }

  @Override
  public List<String> symbols(Call call) {
    return call.list("tickers");
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    var known = symbols.stream().map(states).flatMap(Optional::stream).toList();
    return Answer.ok(
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeNumberField("count", known.size());
              json.writeStringField("request_id", REQUEST_ID);
              json.writeStringField("status", "OK");
              json.writeArrayFieldStart("tickers");
              for (SymbolState state : known) {
                ticker(json, state);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  @Override
  public Plan usualPlan() {
    return new Plan(5, Duration.ofMinutes(1));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(
        429,
        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue.");
  }

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    return Map.of();
  }

  private static void ticker(JsonGenerator json, SymbolState state) throws IOException {
    json.writeStartObject();
    json.writeStringField("ticker", state.symbol());
    if (state.day().isPresent()) {
      day(json, state.day().get(), state.trade().orElseThrow());
    }
    if (state.book().isPresent()) {
      lastQuote(json, state.book().get());
    }
    if (state.trade().isPresent()) {
      lastTrade(json, state.trade().get());
    }
    long updated =
        Math.max(
            state.trade().map(Trade::atMicros).orElse(0L),
            state.book().map(BookTop::atMicros).orElse(0L));
    json.writeNumberField("updated", updated * 1_000);
    json.writeEndObject();
  }

  private static void day(JsonGenerator json, Day day, Trade last) throws IOException {
    json.writeObjectFieldStart("day");
    Json.price(json, "c", last.price());
    Json.price(json, "h", day.high());
    Json.price(json, "l", day.low());
    Json.price(json, "o", day.open());
    json.writeNumberField("v", day.volume());
    json.writeEndObject();
    if (day.previousClose().isPresent()) {
      json.writeObjectFieldStart("prevDay");
      Json.price(json, "c", day.previousClose().getAsLong());
      json.writeEndObject();
    }
  }

  private static void lastQuote(JsonGenerator json, BookTop book) throws IOException {
    json.writeObjectFieldStart("lastQuote");
    Json.price(json, "P", book.ask());
    json.writeNumberField("S", book.askSize());
    Json.price(json, "p", book.bid());
    json.writeNumberField("s", book.bidSize());
    json.writeNumberField("t", book.atMicros() * 1_000);
    json.writeEndObject();
  }

  private static void lastTrade(JsonGenerator json, Trade trade) throws IOException {
    json.writeObjectFieldStart("lastTrade");
    json.writeNullField("c");
    json.writeStringField("i", String.valueOf(trade.atMicros() % 1_000_000_000));
    Json.price(json, "p", trade.price());
    json.writeNumberField("s", trade.size());
    json.writeNumberField("t", trade.atMicros() * 1_000);
    json.writeNumberField("x", 4);
    json.writeEndObject();
  }

  private static Answer error(int status, String message) {
    return new Answer(
        status,
        Map.of(),
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", "ERROR");
              json.writeStringField("request_id", REQUEST_ID);
              json.writeStringField("error", message);
              json.writeEndObject();
            }));
  }
}
