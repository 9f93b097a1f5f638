// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.price;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.NewYork;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Alpaca's stock snapshots: a map keyed by symbol, unknown symbols left out, one malformed symbol
 * refuses the whole call, what is not known is null.
 */
public final class AlpacaApi extends VendorApi {
  private static final String SECRET = "sandbox-secret";
  private static final Pattern SYMBOL = Pattern.compile("[A-Z]{1,5}(\\.[A-Z]{1,3})?");

  public AlpacaApi() {
    super("alpaca", "/v2/stocks/snapshots", 200, error(403, "forbidden."));
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("APCA-API-KEY-ID").filter(KEY::equals).isPresent()
        && call.header("APCA-API-SECRET-KEY").filter(SECRET::equals).isPresent();
  }

  @Override
  public List<String> symbols(Call call) {
    return call.list("symbols");
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    if (symbols.isEmpty()) {
      return error(400, "symbols is required");
    }
    ObjectNode snapshots = Json.object();
    for (String symbol : symbols) {
      if (!SYMBOL.matcher(symbol).matches()) {
        return error(400, "invalid symbol: " + symbol);
      }
      states.apply(symbol).ifPresent(it -> snapshots.set(symbol, snapshot(it)));
    }
    return Answer.of(200, snapshots);
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(429, "too many requests.");
  }

  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    return usage.headers();
  }

  private static Answer error(int status, String message) {
    return Answer.of(status, Json.object().put("message", message));
  }

  private static ObjectNode snapshot(SymbolState state) {
    ObjectNode snapshot = Json.object();
    snapshot.set("latestTrade", state.trade().map(AlpacaApi::trade).orElse(null));
    snapshot.set("latestQuote", state.book().map(AlpacaApi::quote).orElse(null));
    snapshot.set(
        "dailyBar", state.day().map(it -> bar(it, state.trade().orElseThrow())).orElse(null));
    snapshot.set("prevDailyBar", state.day().flatMap(AlpacaApi::barBefore).orElse(null));
    return snapshot;
  }

  private static ObjectNode trade(Trade trade) {
    ObjectNode json =
        Json.object()
            .put("t", time(trade.atMicros()))
            .put("x", "V")
            .put("p", price(trade.price()))
            .put("s", trade.size())
            .put("i", trade.atMicros() % 1_000_000_000)
            .put("z", "C");
    json.putArray("c").add("@");
    return json;
  }

  private static ObjectNode quote(BookTop book) {
    ObjectNode json =
        Json.object()
            .put("t", time(book.atMicros()))
            .put("ax", book.ask() == 0 ? " " : "V")
            .put("ap", price(book.ask()))
            .put("as", book.askSize())
            .put("bx", book.bid() == 0 ? " " : "V")
            .put("bp", price(book.bid()))
            .put("bs", book.bidSize())
            .put("z", "C");
    json.putArray("c").add("R");
    return json;
  }

  private static ObjectNode bar(Day day, Trade last) {
    return Json.object()
        .put("t", time(day.startMicros()))
        .put("o", price(day.open()))
        .put("h", price(day.high()))
        .put("l", price(day.low()))
        .put("c", price(last.price()))
        .put("v", day.volume());
  }

  private static Optional<ObjectNode> barBefore(Day day) {
    if (day.previousClose().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Json.object()
            .put("t", time(NewYork.dayStart(day.startMicros() - 1)))
            .put("c", price(day.previousClose().getAsLong())));
  }

  private static String time(long micros) {
    return NewYork.instant(micros).toString();
  }
}
