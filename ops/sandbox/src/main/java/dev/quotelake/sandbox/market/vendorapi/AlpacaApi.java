// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.vendorapi.Json.decimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quotelake.sandbox.market.Micros;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Alpaca's <a href="https://docs.alpaca.markets/reference/stocksnapshots-1">snapshots of
 * stocks</a>: a map keyed by symbol, unknown symbols left out, one malformed symbol refuses the
 * whole call, what is not known is null.
 */
public class AlpacaApi extends VendorApi {
  private static final String SECRET = "sandbox-secret";

  private final Pattern symbolPattern;

  public AlpacaApi() {
    this("alpaca", "/v2/stocks/snapshots", "^[A-Z]{1,5}(\\.[A-Z]{1,3})?$");
  }

  /**
   * @param symbolPattern what a symbol must match
   */
  AlpacaApi(String name, String path, String symbolPattern) {
    super(name, path, "symbols", 200, error(403, "forbidden."));
    this.symbolPattern = Pattern.compile(symbolPattern);
  }

  @Override
  public boolean authorised(Call call) {
    return call.header("APCA-API-KEY-ID").filter(KEY::equals).isPresent()
        && call.header("APCA-API-SECRET-KEY").filter(SECRET::equals).isPresent();
  }

  @Override
  public Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states) {
    if (symbols.isEmpty()) {
      return error(400, "symbols is required");
    }
    ObjectNode snapshots = Json.object();
    for (String symbol : symbols) {
      if (!symbolPattern.matcher(symbol).matches()) {
        return error(400, malformed(symbol));
      }
      states.apply(symbol).ifPresent(it -> snapshots.set(symbol, snapshot(it)));
    }
    return Answer.of(200, envelope(snapshots));
  }

  @Override
  public Answer overLimit(Usage usage) {
    return error(429, "too many requests.");
  }

  /** What is said of a malformed symbol. */
  String malformed(String symbol) {
    return "invalid symbol: " + symbol;
  }

  /** The body around the snapshots: they are the body. */
  ObjectNode envelope(ObjectNode snapshots) {
    return snapshots;
  }

  /** Adds what is told of a trade besides price, size and time. */
  void describeTrade(ObjectNode trade) {
    trade.put("x", "V").put("z", "C").putArray("c").add("@");
  }

  /** Adds what is told of a quote besides prices, sizes and time. */
  void describeQuote(ObjectNode quote, BookTop book) {
    quote
        .put("ax", book.ask() == 0 ? " " : "V")
        .put("bx", book.bid() == 0 ? " " : "V")
        .put("z", "C")
        .putArray("c")
        .add("R");
  }

  private static Answer error(int status, String message) {
    return Answer.of(status, Json.object().put("message", message));
  }

  private ObjectNode snapshot(SymbolState state) {
    ObjectNode snapshot = Json.object();
    snapshot.set("latestTrade", state.trade().map(this::trade).orElse(null));
    snapshot.set("latestQuote", state.book().map(this::quote).orElse(null));
    snapshot.set(
        "dailyBar", state.day().map(it -> bar(it, state.trade().orElseThrow())).orElse(null));
    snapshot.set("prevDailyBar", state.day().flatMap(AlpacaApi::barBefore).orElse(null));
    return snapshot;
  }

  private ObjectNode trade(Trade trade) {
    ObjectNode json =
        Json.object()
            .put("t", time(trade.atMicros()))
            .put("p", decimal(trade.price()))
            .put("s", decimal(trade.size()))
            .put("i", trade.atMicros() % 1_000_000_000);
    describeTrade(json);
    return json;
  }

  private ObjectNode quote(BookTop book) {
    ObjectNode json =
        Json.object()
            .put("t", time(book.atMicros()))
            .put("ap", decimal(book.ask()))
            .put("as", decimal(book.askSize()))
            .put("bp", decimal(book.bid()))
            .put("bs", decimal(book.bidSize()));
    describeQuote(json, book);
    return json;
  }

  private static ObjectNode bar(Day day, Trade last) {
    return Json.object()
        .put("t", time(day.start()))
        .put("o", decimal(day.open()))
        .put("h", decimal(day.high()))
        .put("l", decimal(day.low()))
        .put("c", decimal(last.price()))
        .put("v", decimal(day.volume()));
  }

  private static Optional<ObjectNode> barBefore(Day day) {
    if (day.previousClose().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Json.object()
            .put("t", time(day.start().minusDays(1)))
            .put("c", decimal(day.previousClose().getAsLong())));
  }

  private static String time(ZonedDateTime moment) {
    return moment.toInstant().toString();
  }

  private static String time(long micros) {
    return Micros.instant(micros).toString();
  }
}
