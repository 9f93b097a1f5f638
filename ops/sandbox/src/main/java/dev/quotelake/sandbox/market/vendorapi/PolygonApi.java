// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.price;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Polygon's stock snapshots: an array at {@code tickers}, unknown symbols left out, nanoseconds,
 * keys that differ in case only.
 */
public final class PolygonApi extends VendorApi {
  private static final String REQUEST_ID = "957db942cab2d6b0633b9b4820db0cb2";

  public PolygonApi() {
    super(
        "polygon",
        "/v2/snapshot/locale/us/markets/stocks/tickers",
        5,
        error(401, "Unknown API Key"));
  }

  @Override
  public boolean authorised(Call call) {
    return call.parameter("apiKey")
        .or(() -> call.authorization("Bearer"))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public List<String> symbols(Call call) {
    return call.list("tickers");
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    List<ObjectNode> tickers =
        symbols.stream().map(states).flatMap(Optional::stream).map(PolygonApi::ticker).toList();
    ObjectNode answer =
        Json.object()
            .put("count", tickers.size())
            .put("request_id", REQUEST_ID)
            .put("status", "OK");
    answer.putArray("tickers").addAll(tickers);
    return Answer.of(200, answer);
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(
        429,
        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue.");
  }

  private static ObjectNode ticker(SymbolState state) {
    ObjectNode ticker = Json.object().put("ticker", state.symbol());
    state.day().ifPresent(it -> putDay(ticker, it, state.trade().orElseThrow()));
    state.book().ifPresent(it -> putQuote(ticker.putObject("lastQuote"), it));
    state.trade().ifPresent(it -> putTrade(ticker.putObject("lastTrade"), it));
    long updated =
        Math.max(
            state.trade().map(Trade::atMicros).orElse(0L),
            state.book().map(BookTop::atMicros).orElse(0L));
    return ticker.put("updated", updated * 1_000);
  }

  private static void putDay(ObjectNode ticker, Day day, Trade last) {
    ticker
        .putObject("day")
        .put("c", price(last.price()))
        .put("h", price(day.high()))
        .put("l", price(day.low()))
        .put("o", price(day.open()))
        .put("v", day.volume());
    day.previousClose().ifPresent(it -> ticker.putObject("prevDay").put("c", price(it)));
  }

  private static void putQuote(ObjectNode quote, BookTop book) {
    quote
        .put("P", price(book.ask()))
        .put("S", book.askSize())
        .put("p", price(book.bid()))
        .put("s", book.bidSize())
        .put("t", book.atMicros() * 1_000);
  }

  private static void putTrade(ObjectNode json, Trade trade) {
    json.putNull("c")
        .put("i", String.valueOf(trade.atMicros() % 1_000_000_000))
        .put("p", price(trade.price()))
        .put("s", trade.size())
        .put("t", trade.atMicros() * 1_000)
        .put("x", 4);
  }

  private static Answer error(int status, String message) {
    return Answer.of(
        status,
        Json.object().put("status", "ERROR").put("request_id", REQUEST_ID).put("error", message));
  }
}
