// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quotelake.sandbox.market.SyntheticMarket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final String SNAPSHOTS = "/v2/stocks/snapshots?symbols=";
  private static final String CRYPTO_SNAPSHOTS = "/v1beta3/crypto/us/snapshots?symbols=";
  private static final String[] ALPACA_KEYS = {
    "APCA-API-KEY-ID", "sandbox-key", "APCA-API-SECRET-KEY", "sandbox-secret"
  };

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> symbols = new SyntheticMarket(3, 1).symbols();
  private String url;

  @BeforeEach
  void serve() throws Exception {
    url = serve(false);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void alpacaAnswersAMapWithoutTheUnknown() throws Exception {
    JsonNode body = json(get(SNAPSHOTS + symbols.get(0) + ",NOPE", ALPACA_KEYS));

    assertThat(body.size()).isEqualTo(1);
    JsonNode snapshot = body.get(symbols.get(0));
    assertThat(snapshot.at("/latestTrade/p").decimalValue()).isPositive();
    assertThat(snapshot.at("/latestTrade/t").asText()).endsWith("Z");
    assertThat(snapshot.at("/latestQuote/bp").decimalValue()).isPositive();
    assertThat(snapshot.at("/dailyBar/v").isIntegralNumber()).isTrue();
    assertThat(snapshot.at("/prevDailyBar/c").decimalValue()).isPositive();
  }

  @Test
  void alpacaRefusesTheWholeCallForOneMalformedSymbol() throws Exception {
    var answer = get(SNAPSHOTS + symbols.get(0) + ",CSP1", ALPACA_KEYS);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"message\":\"invalid symbol: CSP1\"}");
  }

  @Test
  void finnhubAnswersZerosForTheUnknown() throws Exception {
    JsonNode known = json(get("/api/v1/quote?symbol=" + symbols.get(0) + "&token=sandbox-key"));
    JsonNode unknown = json(get("/api/v1/quote?symbol=NOPE", "X-Finnhub-Token", "sandbox-key"));

    assertThat(known.get("c").decimalValue()).isPositive();
    assertThat(known.get("t").asLong()).isBetween(1_600_000_000L, 10_000_000_000L);
    assertThat(unknown.get("c").asInt()).isZero();
    assertThat(unknown.get("d").isNull()).isTrue();
    assertThat(unknown.get("t").asInt()).isZero();
  }

  @Test
  void twelveDataAnswersAnObjectForOneAndAMapForSeveral() throws Exception {
    JsonNode one = json(get("/quote?apikey=sandbox-key&symbol=" + symbols.get(0)));
    JsonNode several =
        json(
            get(
                "/quote?symbol=" + symbols.get(0) + ",NOPE",
                "Authorization",
                "apikey sandbox-key"));

    assertThat(one.get("symbol").asText()).isEqualTo(symbols.get(0));
    assertThat(one.get("close").isTextual()).isTrue();
    assertThat(several.get(symbols.get(0)).get("volume").isTextual()).isTrue();
    assertThat(several.get("NOPE").get("code").asInt()).isEqualTo(404);
    assertThat(several.get("NOPE").get("status").asText()).isEqualTo("error");
  }

  @Test
  void polygonAnswersAnArrayWithKeysThatDifferInCase() throws Exception {
    JsonNode body =
        json(
            get(
                "/v2/snapshot/locale/us/markets/stocks/tickers?tickers=" + symbols.get(0) + ",NOPE",
                "Authorization",
                "Bearer sandbox-key"));

    assertThat(body.get("tickers").size()).isEqualTo(1);
    JsonNode quote = body.at("/tickers/0/lastQuote");
    assertThat(quote.get("P").decimalValue()).isGreaterThan(quote.get("p").decimalValue());
    assertThat(body.at("/tickers/0/lastTrade/t").asLong()).isGreaterThan(1L << 53);
  }

  @Test
  void finnhubHasAStockFromElsewhereAndCrypto() throws Exception {
    JsonNode stock = json(get("/api/v1/quote?symbol=SAP.DE&token=sandbox-key"));
    JsonNode coin = json(get("/api/v1/quote?symbol=BINANCE:SHIBUSDT&token=sandbox-key"));

    assertThat(stock.get("c").decimalValue()).isPositive();
    assertThat(coin.get("c").decimalValue()).isPositive().isLessThan(new BigDecimal("0.001"));
    assertThat(coin.get("dp").isNumber()).isTrue();
    assertThat(json(get("/api/v1/quote?symbol=SAP&token=sandbox-key")).get("c").asInt()).isZero();
  }

  @Test
  void twelveDataNamesTheExchangeAndTheCurrencyOfAStockFromElsewhere() throws Exception {
    JsonNode one = json(get("/quote?apikey=sandbox-key&symbol=SAP:XETR"));
    JsonNode several = json(get("/quote?apikey=sandbox-key&symbol=SAP:XETR," + symbols.get(0)));

    assertThat(one.get("symbol").asText()).isEqualTo("SAP");
    assertThat(one.get("exchange").asText()).isEqualTo("XETR");
    assertThat(one.get("mic_code").asText()).isEqualTo("XETR");
    assertThat(one.get("currency").asText()).isEqualTo("EUR");
    assertThat(several.get("SAP:XETR").get("currency").asText()).isEqualTo("EUR");
    assertThat(several.get(symbols.get(0)).get("currency").asText()).isEqualTo("USD");
  }

  @Test
  void twelveDataHasNeitherVolumeNorCurrencyOfCrypto() throws Exception {
    JsonNode coins = json(get("/quote?apikey=sandbox-key&symbol=BTC/USD,SHIB/USD"));

    JsonNode coin = coins.get("BTC/USD");
    assertThat(coin.get("symbol").asText()).isEqualTo("BTC/USD");
    assertThat(coin.has("volume")).isFalse();
    assertThat(coin.has("currency")).isFalse();
    assertThat(coin.get("timestamp").asLong()).isGreaterThan(coin.get("close").asLong());
    assertThat(coin.get("close").asText()).matches("\\d+\\.\\d{5}");
    assertThat(coins.get("SHIB/USD").get("close").asText()).matches("0\\.0000\\d{2,4}");
  }

  @Test
  void alpacaAnswersCryptoUnderSnapshotsInFractions() throws Exception {
    JsonNode body = json(get(CRYPTO_SNAPSHOTS + "BTC/USD,NO/SUCH", ALPACA_KEYS));

    assertThat(body.get("snapshots").size()).isEqualTo(1);
    JsonNode snapshot = body.get("snapshots").get("BTC/USD");
    assertThat(snapshot.at("/latestTrade/tks").asText()).isEqualTo("B");
    assertThat(snapshot.at("/latestTrade").has("x")).isFalse();
    assertThat(snapshot.at("/latestQuote/bs").decimalValue().scale()).isPositive();
    assertThat(snapshot.at("/dailyBar/v").decimalValue().scale()).isPositive();
    assertThat(snapshot.at("/dailyBar/t").asText()).endsWith("T00:00:00Z");
  }

  @Test
  void alpacaTakesPairsOnlyAndNeedsNoKeyForThem() throws Exception {
    var malformed = get(CRYPTO_SNAPSHOTS + "BTC/USD,BTCUSD");

    assertThat(get(CRYPTO_SNAPSHOTS + "BTC/USD").statusCode()).isEqualTo(200);
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body())
        .isEqualTo("{\"message\":\"invalid symbol: BTCUSD does not match ^[A-Z]+/[A-Z]+$\"}");
    assertThat(get(SNAPSHOTS + "BTC/USD", ALPACA_KEYS).statusCode()).isEqualTo(400);
  }

  @Test
  void polygonAnswersCryptoInMillisecondsWithoutQuotes() throws Exception {
    JsonNode body =
        json(
            get(
                "/v2/snapshot/locale/global/markets/crypto/tickers?tickers=X:BTCUSD,X:NOPEUSD",
                "Authorization",
                "Bearer sandbox-key"));

    assertThat(body.get("tickers").size()).isEqualTo(1);
    JsonNode ticker = body.at("/tickers/0");
    assertThat(ticker.get("ticker").asText()).isEqualTo("X:BTCUSD");
    assertThat(ticker.has("lastQuote")).isFalse();
    assertThat(ticker.at("/day/v").decimalValue().scale()).isPositive();
    assertThat(ticker.at("/lastTrade/t").asLong())
        .isBetween(1_600_000_000_000L, 10_000_000_000_000L);
    assertThat(ticker.get("updated").asLong()).isBetween(1_600_000_000_000L, 10_000_000_000_000L);
  }

  @Test
  void everyVendorRefusesAWrongKey() throws Exception {
    assertThat(get(SNAPSHOTS + "A").statusCode()).isEqualTo(403);
    assertThat(get("/api/v1/quote?symbol=A&token=wrong").statusCode()).isEqualTo(401);
    assertThat(get("/quote?symbol=A").statusCode()).isEqualTo(401);
    assertThat(get("/v2/snapshot/locale/us/markets/stocks/tickers?apiKey=x").statusCode())
        .isEqualTo(401);
    assertThat(get(CRYPTO_SNAPSHOTS + "A/B", "APCA-API-KEY-ID", "wrong").statusCode())
        .isEqualTo(403);
    assertThat(get("/v2/snapshot/locale/global/markets/crypto/tickers?apiKey=x").statusCode())
        .isEqualTo(401);
  }

  @Test
  void limitsCountAsTheVendorDoes() throws Exception {
    control("/control/limits", "{\"provider\":\"twelvedata\",\"limit\":3,\"windowSeconds\":86400}");

    var first = get("/quote?apikey=sandbox-key&symbol=" + symbols.get(0) + "," + symbols.get(1));
    var second = get("/quote?apikey=sandbox-key&symbol=" + symbols.get(0) + "," + symbols.get(1));

    assertThat(first.headers().firstValue("Api-credits-left")).contains("1");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.body()).contains("You have run out of API credits");
  }

  @Test
  void alpacaTellsItsLimitInHeaders() throws Exception {
    control("/control/limits", "{\"provider\":\"alpaca\",\"limit\":1,\"windowSeconds\":86400}");

    var first = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);
    var second = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);

    assertThat(first.headers().firstValue("X-Ratelimit-Remaining")).contains("0");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValueAsLong("X-Ratelimit-Reset")).isPresent();
  }

  @Test
  void aFaultBefallsAsManyAnswersAsItWasToldTo() throws Exception {
    control(
        "/control/faults",
        """
        {"provider": "alpaca", "status": 503, "body": "<html>", "headers": {"Retry-After": "2"}, "count": 1}""");

    var first = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);
    var second = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.body()).isEqualTo("<html>");
    assertThat(first.headers().firstValue("Retry-After")).contains("2");
    assertThat(second.statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultLastsUntilItIsLifted() throws Exception {
    control("/control/faults", "{\"provider\": \"*\", \"repeatTo\": 100000}");
    assertThat(get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS).body()).hasSize(100_000);

    client.send(request("/control/faults").DELETE().build(), BodyHandlers.discarding());

    assertThat(get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS).body()).hasSizeLessThan(10_000);
  }

  @Test
  void aCutAnswerBreaksOff() throws Exception {
    control("/control/faults", "{\"provider\": \"alpaca\", \"cutAfterBytes\": 10}");

    assertThatThrownBy(() -> get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aDrippingAnswerArrivesWhole() throws Exception {
    String whole = get(SNAPSHOTS + "NOPE", ALPACA_KEYS).body();
    control(
        "/control/faults",
        "{\"provider\": \"alpaca\", \"bytesPerSecond\": 10, \"delayMillis\": 20}");

    assertThat(get(SNAPSHOTS + "NOPE", ALPACA_KEYS).body()).isEqualTo(whole);
  }

  @Test
  void aMistakenCommandIsRefusedWithItsReason() throws Exception {
    assertThat(post("/control/faults", "{\"provider\": \"alpca\"}").body())
        .startsWith("no provider 'alpca': one of [alpaca,");
    assertThat(post("/control/faults", "{\"provider\": \"alpaca\", \"stauts\": 1}").body())
        .contains("stauts");
    assertThat(get("/control/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhatEachVendorOffers() throws Exception {
    List<String> stocks = symbols.subList(0, 3);

    assertThat(offers("alpaca")).isEqualTo(stocks).isEqualTo(offers("polygon"));
    assertThat(offers("finnhub"))
        .startsWith(stocks.toArray(String[]::new))
        .endsWith("SAP.DE", "BINANCE:BTCUSDT", "BINANCE:SHIBUSDT");
    assertThat(offers("twelvedata")).isEqualTo(symbols).contains("SAP:XETR", "BTC/USD");
    assertThat(offers("alpaca-crypto")).containsExactly("BTC/USD", "SHIB/USD");
    assertThat(offers("polygon-crypto")).containsExactly("X:BTCUSD", "X:SHIBUSD");
    assertThat(get("/control/symbols?provider=alpca").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsHowItAnswered() throws Exception {
    get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);
    get(SNAPSHOTS + symbols.get(0));

    JsonNode status = json(get("/control/status"));
    assertThat(status.at("/answers/alpaca/200").asInt()).isEqualTo(1);
    assertThat(status.at("/answers/alpaca/403").asInt()).isEqualTo(1);
    assertThat(status.at("/replay/finished").isBoolean()).isTrue();
  }

  @Test
  void prerenderedAnswersComeInTurn() throws Exception {
    url = serve(true);

    String first = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS).body();
    String second = get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS).body();
    for (int i = 2; i < 8; i++) {
      get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS);
    }

    assertThat(second).isNotEqualTo(first);
    assertThat(get(SNAPSHOTS + symbols.get(0), ALPACA_KEYS).body()).isEqualTo(first);
  }

  private String serve(boolean prerendered) throws Exception {
    var simulator = new Simulator(vertx, new SyntheticMarket(3, 1), false, prerendered);
    return "http://localhost:" + simulator.listen(0).toCompletableFuture().get();
  }

  private List<String> offers(String provider) throws Exception {
    return get("/control/symbols?provider=" + provider).body().lines().toList();
  }

  private void control(String path, String command) throws Exception {
    assertThat(post(path, command).statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.builder().build().readTree(answer.body());
  }
}
