// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.decimal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Polygon's (now Massive's) <a
 * href="https://massive.com/docs/rest/stocks/snapshots/full-market-snapshot">snapshots of
 * stocks</a>: an array at {@code tickers}, unknown symbols left out, nanoseconds, keys that differ
 * in case only.
 */
public class PolygonApi extends VendorApi {
  private static final String REQUEST_ID = "957db942cab2d6b0633b9b4820db0cb2";

  public PolygonApi() {
    this("polygon", "/v2/snapshot/locale/us/markets/stocks/tickers");
  }

  PolygonApi(String name, String path) {
    super(name, path, "tickers", 5, error(401, "Unknown API Key"));
  }

  @Override
  public boolean authorised(Call call) {
    return call.parameter("apiKey")
        .or(() -> call.authorization("Bearer"))
        .filter(KEY::equals)
        .isPresent();
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    ObjectNode answer = Json.object().put("status", "OK");
    ArrayNode tickers = answer.putArray("tickers");
    for (String symbol : symbols) {
      states.apply(symbol).ifPresent(it -> tickers.add(ticker(symbol, it)));
    }
    return Answer.of(200, answer);
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(
        429,
        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue.");
  }

  /** There are none. */
  @Override
  public Map<String, String> limitHeaders(Usage usage) {
    return Map.of();
  }

  /** What the vendor makes of a time: nanoseconds. */
  long time(long micros) {
    return micros * 1_000;
  }

  /** Whether there is a {@code lastQuote}. */
  boolean hasQuotes() {
    return true;
  }

  private ObjectNode ticker(String symbol, SymbolState state) {
    ObjectNode ticker = Json.object().put("ticker", symbol);
    state.day().ifPresent(it -> putDay(ticker, it, state.trade().orElseThrow()));
    state
        .book()
        .filter(it -> hasQuotes())
        .ifPresent(it -> putQuote(ticker.putObject("lastQuote"), it));
    state.trade().ifPresent(it -> putTrade(ticker.putObject("lastTrade"), it));
    long updated =
        Math.max(
            state.trade().map(Trade::atMicros).orElse(0L),
            state.book().map(BookTop::atMicros).orElse(0L));
    return ticker.put("updated", time(updated));
  }

  private static void putDay(ObjectNode ticker, Day day, Trade last) {
    ticker
        .putObject("day")
        .put("c", decimal(last.price()))
        .put("h", decimal(day.high()))
        .put("l", decimal(day.low()))
        .put("o", decimal(day.open()))
        .put("v", decimal(day.volume()));
    day.previousClose().ifPresent(it -> ticker.putObject("prevDay").put("c", decimal(it)));
  }

  private void putQuote(ObjectNode quote, BookTop book) {
    quote
        .put("P", decimal(book.ask()))
        .put("S", decimal(book.askSize()))
        .put("p", decimal(book.bid()))
        .put("s", decimal(book.bidSize()))
        .put("t", time(book.atMicros()));
  }

  private void putTrade(ObjectNode json, Trade trade) {
    json.putNull("c")
        .put("i", String.valueOf(trade.atMicros() % 1_000_000_000))
        .put("p", decimal(trade.price()))
        .put("s", decimal(trade.size()))
        .put("t", time(trade.atMicros()))
        .put("x", 4);
  }

  private static Answer error(int status, String message) {
    return Answer.of(
        status,
        Json.object().put("status", "ERROR").put("request_id", REQUEST_ID).put("error", message));
  }
}
