// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quotelake.e2e.Command;
import dev.quotelake.e2e.Lake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline on a provider of one's own: a definition file, symbols and a key. */
class OwnProviderIT {
  private static final String KEY = "open-sesame-4711";
  private static final String DEFINITION =
      """
      title: Kursblatt
      request:
        base-url: http://localhost:%d
        path: /last
        query: {list: "{symbols}"}
        headers: {Authorization: "Key {credentials.key}"}
        symbols: {at-most: 10}
      answer:
        records: {at: /rows, shape: array}
        symbol: /sym
        fields: {price: /px}
        currency: EUR
        time: [{at: /at, format: rfc3339}]
      """;

  @TempDir private Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer vendor;

  @BeforeEach
  void serve() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/last", this::answer);
    vendor.start();
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
  }

  @Test
  void flowsToGoldAndItsKeyStaysInTheEnvironment() throws IOException {
    Path data = folder.resolve("data");
    Path definition =
        Files.writeString(
            folder.resolve("Kursblatt.yaml"), DEFINITION.formatted(vendor.getAddress().getPort()));

    String output =
        run(
            data,
            List.of("--provider", definition.toString(), "--watchlist", "ACME,BRK.B"),
            List.of("--credential", "key=KURSBLATT_KEY", "--market", "24/7", "--poll", "500ms"));

    assertThat(output).contains("gold_daily_summary: 2 rows");
    JsonNode row =
        new Lake(folder, data)
            .row(
                """
                select count(*) as quotes, min(provider) as provider, max(provider) as last_provider,
                       min(market) as market, min(currency) as currency, count(distinct symbol) as symbols
                from silver_quotes
                """);
    assertThat(row.get("quotes").asLong()).isPositive();
    assertThat(row.get("provider").asText())
        .isEqualTo("kursblatt")
        .isEqualTo(row.get("last_provider").asText());
    assertThat(row.get("market").asText()).isEqualTo("24/7");
    assertThat(row.get("currency").asText()).isEqualTo("EUR");
    assertThat(row.get("symbols").asInt()).isEqualTo(2);
    assertNoKeyIn(data);
  }

  @SafeVarargs
  private String run(Path data, List<String>... arguments) {
    var all =
        Stream.concat(
            Stream.of(List.of("--for", "10s", "--data", data.toString())), Stream.of(arguments));
    try (var run =
        Command.start(
            folder,
            Map.of("KURSBLATT_KEY", KEY),
            "ops/run",
            all.flatMap(List::stream).toArray(String[]::new))) {
      return run.succeeded();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean known = ("Key " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String row = "{\"sym\": \"%s\", \"px\": \"%d.25\", \"at\": \"%s\"}";
    int price = 100 + asked.incrementAndGet();
    String rows =
        row.formatted("ACME", price, Instant.now())
            + ","
            + row.formatted("BRK.B", price, Instant.now());
    byte[] body = (known ? "{\"rows\": [" + rows + "]}" : "{}").getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(known ? 200 : 401, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void assertNoKeyIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(KEY));
    }
  }
}
