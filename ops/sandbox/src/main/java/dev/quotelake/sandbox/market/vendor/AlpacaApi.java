// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.sandbox.market.BookTop;
import dev.quotelake.sandbox.market.Day;
import dev.quotelake.sandbox.market.NewYork;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.Trade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Alpaca's stock snapshots: a map keyed by symbol, unknown symbols left out, one malformed symbol
 * refuses the whole call, what is not known is null.
 */
public final class AlpacaApi implements VendorApi {
  private static final String SECRET = "sandbox-secret";
  private static final Pattern SYMBOL = Pattern.compile("[A-Z]{1,5}(\\.[A-Z]{1,3})?");

  @Override
  public String name() {
    return "alpaca";
  }

  @Override
  public String path() {
    return "/v2/stocks/snapshots";
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("APCA-API-KEY-ID").filter(KEY::equals).isPresent()
        && call.header("APCA-API-SECRET-KEY").filter(SECRET::equals).isPresent();
  }

  @Override
  public Answer unauthorised() {
    return Answer.error(403, "{\"message\":\"forbidden.\"}");
  }

  @Override
  public List<String> symbols(Call call) {
    return call.list("symbols");
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    if (symbols.isEmpty()) {
      return Answer.error(400, "{\"message\":\"symbols is required\"}");
    }
    for (String symbol : symbols) {
      if (!SYMBOL.matcher(symbol).matches()) {
        return Answer.error(
            400, "{\"message\":\"invalid symbol: " + symbol.replaceAll("[^\\w.-]", "") + "\"}");
      }
    }
    return Answer.ok(
        Json.bytes(
            json -> {
              json.writeStartObject();
              for (String symbol : symbols) {
                var state = states.apply(symbol);
                if (state.isPresent()) {
                  json.writeFieldName(symbol);
                  snapshot(json, state.get());
                }
              }
              json.writeEndObject();
            }));
  }

  @Override
  public Plan usualPlan() {
    return new Plan(200, Duration.ofMinutes(1));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return Answer.error(429, "{\"message\":\"too many requests.\"}");
  }

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    if (usage.plan().unlimited()) {
      return Map.of();
    }
    return Map.of(
        "X-Ratelimit-Limit", String.valueOf(usage.plan().limit()),
        "X-Ratelimit-Remaining", String.valueOf(usage.left()),
        "X-Ratelimit-Reset", String.valueOf(usage.resetsAt().getEpochSecond()));
  }

  private static void snapshot(JsonGenerator json, SymbolState state) throws IOException {
    json.writeStartObject();
    json.writeFieldName("latestTrade");
    if (state.trade().isPresent()) {
      trade(json, state.trade().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("latestQuote");
    if (state.book().isPresent()) {
      quote(json, state.book().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("dailyBar");
    if (state.day().isPresent()) {
      dailyBar(json, state.day().get(), state.trade().orElseThrow());
    } else {
      json.writeNull();
    }
    json.writeFieldName("prevDailyBar");
    previousDailyBar(json, state.day());
    json.writeEndObject();
  }

  private static void trade(JsonGenerator json, Trade trade) throws IOException {
    json.writeStartObject();
    json.writeStringField("t", time(trade.atMicros()));
    json.writeStringField("x", "V");
    Json.price(json, "p", trade.price());
    json.writeNumberField("s", trade.size());
    json.writeArrayFieldStart("c");
    json.writeString("@");
    json.writeEndArray();
    json.writeNumberField("i", trade.atMicros() % 1_000_000_000);
    json.writeStringField("z", "C");
    json.writeEndObject();
  }

  private static void quote(JsonGenerator json, BookTop book) throws IOException {
    json.writeStartObject();
    json.writeStringField("t", time(book.atMicros()));
    json.writeStringField("ax", book.ask() == 0 ? " " : "V");
    Json.price(json, "ap", book.ask());
    json.writeNumberField("as", book.askSize());
    json.writeStringField("bx", book.bid() == 0 ? " " : "V");
    Json.price(json, "bp", book.bid());
    json.writeNumberField("bs", book.bidSize());
    json.writeArrayFieldStart("c");
    json.writeString("R");
    json.writeEndArray();
    json.writeStringField("z", "C");
    json.writeEndObject();
  }

  private static void dailyBar(JsonGenerator json, Day day, Trade last) throws IOException {
    json.writeStartObject();
    json.writeStringField("t", time(day.startMicros()));
    Json.price(json, "o", day.open());
    Json.price(json, "h", day.high());
    Json.price(json, "l", day.low());
    Json.price(json, "c", last.price());
    json.writeNumberField("v", day.volume());
    json.writeEndObject();
  }

  private static void previousDailyBar(JsonGenerator json, Optional<Day> day) throws IOException {
    var close = day.map(Day::previousClose);
    if (close.isEmpty() || close.get().isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("t", time(NewYork.dayStart(day.orElseThrow().startMicros() - 1)));
    Json.price(json, "c", close.get().getAsLong());
    json.writeEndObject();
  }

  private static String time(long micros) {
    return NewYork.instant(micros).toString();
  }
}
