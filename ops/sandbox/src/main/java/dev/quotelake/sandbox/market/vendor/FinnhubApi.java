// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.sandbox.market.Day;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.Trade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finnhub's quote: one symbol a call, all zero for a symbol that is unknown or has no trade, no
 * volume, seconds.
 */
public final class FinnhubApi implements VendorApi {
  private static final byte[] NOTHING_KNOWN =
      Json.bytes(
          json ->
              json.writeRaw(
                  "{\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0}"));

  @Override
  public String name() {
    return "finnhub";
  }

  @Override
  public String path() {
    return "/api/v1/quote";
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("X-Finnhub-Token")
        .or(() -> call.parameter("token"))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public Answer unauthorised() {
    return Answer.error(401, "{\"error\":\"Invalid API key\"}");
  }

  @Override
  public List<String> symbols(Call call) {
    return call.parameter("symbol").map(List::of).orElse(List.of());
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    var state = symbols.stream().findFirst().flatMap(states).filter(it -> it.trade().isPresent());
    if (state.isEmpty()) {
      return Answer.ok(NOTHING_KNOWN);
    }
    return Answer.ok(Json.bytes(json -> quote(json, state.get())));
  }

  @Override
  public Plan usualPlan() {
    return new Plan(60, Duration.ofMinutes(1));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return Answer.error(
        429, "{\"error\":\"API limit reached. Please try again later. Remaining Limit: 0\"}");
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

  private static void quote(JsonGenerator json, SymbolState state) throws IOException {
    Trade trade = state.trade().orElseThrow();
    Day day = state.day().orElseThrow();
    json.writeStartObject();
    Json.price(json, "c", trade.price());
    change(json, trade.price(), day.previousClose());
    Json.price(json, "h", day.high());
    Json.price(json, "l", day.low());
    Json.price(json, "o", day.open());
    Json.price(json, "pc", day.previousClose().orElse(0));
    json.writeNumberField("t", trade.atMicros() / 1_000_000);
    json.writeEndObject();
  }

  private static void change(JsonGenerator json, long price, OptionalLong previous)
      throws IOException {
    if (previous.isEmpty()) {
      json.writeNullField("d");
      json.writeNullField("dp");
      return;
    }
    long close = previous.getAsLong();
    Json.price(json, "d", price - close);
    Json.price(json, "dp", Math.round((price - close) * 1e6 / close) * 100);
  }
}
