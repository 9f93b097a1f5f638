// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Answers as Alpaca's snapshots do: a new trade of each symbol at each request. Symbols that begin
 * with X are unknown; those that begin with BAD have no price one can read.
 */
public final class AlpacaDouble implements AutoCloseable {

  private final HttpServer server;
  private final AtomicLong trades = new AtomicLong();
  private final List<Poll> polls = new CopyOnWriteArrayList<>();
  private final Map<String, Poll> lastOfSymbol = new ConcurrentHashMap<>();
  private volatile int status = 200;

  /**
   * A request.
   *
   * @param key id of the key it came with
   */
  public record Poll(String key, Set<String> symbols, Instant at) {}

  /** Serves on a free port. */
  public AlpacaDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "alpaca-double");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/v2/stocks/snapshots", this::answer);
    server.start();
  }

  /** Where it serves. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** From now on every answer has this status. */
  public void answerWith(int code) {
    status = code;
  }

  /** Every request so far. */
  public List<Poll> polls() {
    return polls;
  }

  /** The last request that asked for a symbol. */
  public Poll lastPollOf(String symbol) {
    return lastOfSymbol.get(symbol);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String key = exchange.getRequestHeaders().getFirst("APCA-API-KEY-ID");
    List<String> symbols =
        Arrays.stream(query.split("&", -1))
            .filter(part -> part.startsWith("symbols="))
            .map(part -> URLDecoder.decode(part.substring(8), StandardCharsets.UTF_8))
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .toList();
    Poll poll = new Poll(key, Set.copyOf(symbols), Instant.now());
    polls.add(poll);
    symbols.forEach(symbol -> lastOfSymbol.put(symbol, poll));
    byte[] body =
        (status == 200 ? snapshots(symbols) : error(key)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String error(String key) {
    return "{\"message\":\"forbidden for " + key + "\"}";
  }

  private String snapshots(List<String> symbols) {
    return symbols.stream()
        .filter(symbol -> !symbol.startsWith("X"))
        .map(symbol -> "\"" + symbol + "\":" + snapshot(symbol))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String snapshot(String symbol) {
    long trade = trades.incrementAndGet();
    String price = symbol.startsWith("BAD") ? "\"many\"" : (100 + trade % 100) + ".25";
    return """
        {"latestTrade":{"t":"%s","x":"V","p":%s,"s":100,"c":["@"],"i":%d,"z":"B"},
        "latestQuote":{"t":"%s","ax":"V","ap":201.5,"as":300,"bx":"V","bp":99.5,"bs":200,"c":["R"],"z":"B"},
        "minuteBar":{"t":"2026-03-02T14:30:00Z","o":100,"h":201,"l":99,"c":100,"v":10,"n":1,"vw":100},
        "dailyBar":{"t":"2026-03-02T05:00:00Z","o":100,"h":202,"l":99,"c":100,"v":%d,"n":10,"vw":100},
        "prevDailyBar":{"t":"2026-03-01T05:00:00Z","o":100,"h":202,"l":99,"c":98.5,"v":9,"n":10,"vw":100}}
        """
        .formatted(Instant.now(), price, trade, Instant.now(), trade * 100);
  }
}
