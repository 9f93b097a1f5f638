// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The requests that definitions make. */
class RequestTemplateTest {

  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-03-17T03:30:20.5Z"));

  private static RequestTemplate requests(String request, Optional<String> baseUrl)
      throws DefinitionException {
    ProviderDefinition definition =
        DefinitionLoader.read(
            "test.yaml",
            "request:\n"
                + request.indent(2)
                + "answer: {records: {shape: array}, symbol: /s, fields: {price: /p}}\n");
    return new RequestTemplate(
        definition.request(),
        new ProviderAccess(
            "vendor",
            baseUrl,
            Map.of("key", new Secret("k/e+y&"), "user", new Secret("me")),
            Map.of("feed", "sip"),
            Integer.MAX_VALUE,
            Network.direct(1),
            false),
        new Secret("t0k/en"),
        NOW);
  }

  private static String url(String request, String... symbols) throws DefinitionException {
    return requests(request, Optional.empty()).request(List.of(symbols)).uri().toString();
  }

  @Test
  void listsWithASeparator() throws DefinitionException {
    assertThat(
            url(
                "{base-url: 'https://x.com/', path: v1/q, query: {symbols: '{symbols}'}, symbols:"
                    + " {at-most: 9}}",
                "A",
                "BRK.B",
                "C/D",
                "^GSPC"))
        .isEqualTo("https://x.com/v1/q?symbols=A,BRK.B,C%2FD,%5EGSPC");
    assertThat(
            url(
                "{base-url: 'https://x.com', query: {s: '{symbols}'}, symbols: {at-most: 9,"
                    + " separator: '|'}}",
                "A",
                "B"))
        .isEqualTo("https://x.com?s=A%7CB");
    assertThat(
            url(
                "{base-url: 'https://x.com', query: {s: '[\"{symbols}\"]'}, symbols: {at-most: 9,"
                    + " separator: '\",\"'}}",
                "A",
                "B"))
        .isEqualTo("https://x.com?s=%5B%22A%22,%22B%22%5D");
    assertThat(
            url(
                "{base-url: 'https://x.com', query: {s: '{symbols}'}, symbols: {at-most: 9,"
                    + " separator: '+'}}",
                "A+",
                "B"))
        .isEqualTo("https://x.com?s=A%2B+B");
  }

  @Test
  void oneParameterForEachSymbol() throws DefinitionException {
    assertThat(
            url(
                "{base-url: 'https://x.com', query: {ticker: '{each-symbol}', n: 1}, symbols:"
                    + " {at-most: 9}}",
                "A",
                "B"))
        .isEqualTo("https://x.com?ticker=A&ticker=B&n=1");
  }

  @Test
  void theFirstSymbolInThePathAndTheRestInTheQuery() throws DefinitionException {
    String request =
        "{base-url: 'https://x.com', path: '/q/{symbol}/now', query: {also: '{other-symbols}'},"
            + " symbols: {at-most: 9}}";

    assertThat(url(request, "A/B", "C", "D")).isEqualTo("https://x.com/q/A%2FB/now?also=C,D");
    assertThat(url(request, "A")).isEqualTo("https://x.com/q/A/now");
  }

  @Test
  void listsInThePath() throws DefinitionException {
    assertThat(
            url(
                "{base-url: 'https://x.com', path: '/quotes/{symbols}.json', symbols: {at-most:"
                    + " 9}}",
                "A",
                "B"))
        .isEqualTo("https://x.com/quotes/A,B.json");
  }

  @Test
  void keysInTheQueryAreEncodedAndInHeadersAreNot() throws DefinitionException {
    RequestTemplate requests =
        requests(
            """
            base-url: https://x.com
            query: {token: "{credentials.key}", s: "{symbol}"}
            headers: {Authorization: "Token {credentials.key}", X-Plain: 5}
            """,
            Optional.empty());

    assertThat(requests.request(List.of("A")).uri())
        .hasToString("https://x.com?token=k%2Fe%2By%26&s=A");
    assertThat(requests.request(List.of("A")).headers())
        .containsExactly(Map.entry("Authorization", "Token k/e+y&"), Map.entry("X-Plain", "5"));
  }

  @Test
  void basicAuthentication() throws DefinitionException {
    RequestTemplate requests =
        requests(
            "{base-url: 'https://x.com', basic-authentication: {user: '{credentials.user}',"
                + " password: '{credentials.key}'}}",
            Optional.empty());

    assertThat(requests.request(List.of("A")).headers())
        .containsEntry("Authorization", "Basic bWU6ay9lK3km");
  }

  @Test
  void settingsReplaceTheBaseUrlAndParameters() throws DefinitionException {
    RequestTemplate requests =
        requests(
            "{base-url: 'https://x.com', path: /q, query: {feed: '{parameters.feed}'}, parameters:"
                + " {feed: iex}}",
            Optional.of("http://localhost:8080/proxy/"));

    assertThat(requests.request(List.of("A")).uri())
        .hasToString("http://localhost:8080/proxy/q?feed=sip");
  }

  @Test
  void symbolsAreSpelledTheVendorsWay() throws DefinitionException {
    assertThat(
            url(
                """
                base-url: https://x.com
                query: {s: "{symbols}"}
                symbols:
                  at-most: 9
                  spelling:
                    - exceptions: {GOLD: XAU/USD}
                    - {replace: ".", with: "-"}
                    - {case: lower}
                    - {replace-pattern: "^([a-z]+)$", with: "$1.us"}
                    - {prefix: "x:"}
                """,
                "BRK.B",
                "ACME",
                "GOLD"))
        .isEqualTo("https://x.com?s=x:brk-b,x:acme.us,XAU%2FUSD");
  }

  @Test
  void linksToFurtherPagesGetTheKeysTheyLack() throws DefinitionException {
    RequestTemplate requests =
        requests(
            "{base-url: 'https://x.com', query: {token: '{credentials.user}', s: '{symbol}'}}",
            Optional.empty());

    assertThat(requests.withCredentials(URI.create("https://x.com/p?cursor=2")))
        .hasToString("https://x.com/p?cursor=2&token=me");
    assertThat(requests.withCredentials(URI.create("https://x.com/p?token=other")))
        .hasToString("https://x.com/p?token=other");
    assertThat(requests.withCredentials(URI.create("https://x.com/p")))
        .hasToString("https://x.com/p?token=me");
  }

  private static HttpRequest request(String request, String... symbols) throws DefinitionException {
    return requests(request, Optional.empty()).request(List.of(symbols));
  }

  private static String body(String request, String... symbols) throws DefinitionException {
    byte[] bytes = request(request, symbols).body().orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void daysAndTimesOfAZone() throws DefinitionException {
    String request =
        """
        base-url: https://x.com
        path: /{today}/{symbol}
        query:
          day: "{today:yyyyMMdd}"
          ts: "{now-epoch-seconds}"
          ms: "{now-epoch-millis}"
          at: "{now}"
          from: "{today:yyyy-MM-dd'T'00:00}"
        zone: %s
        """;

    assertThat(url(request.formatted("America/New_York"), "A"))
        .isEqualTo(
            "https://x.com/2026-03-16/A?day=20260316&ts=1773718220&ms=1773718220500"
                + "&at=2026-03-17T03:30:20Z&from=2026-03-16T00:00");
    assertThat(url(request.formatted("UTC"), "A")).startsWith("https://x.com/2026-03-17/A?");
  }

  @Test
  void aBodyOfJsonIsWrittenAsItsShapeSays() throws DefinitionException {
    String request =
        """
        base-url: https://x.com
        symbols: {at-most: 9}
        body:
          json:
            key: "{credentials.key}"
            limit: 5
            tickers: ["{each-symbol}"]
            items: [{id: "{each-symbol}", venue: "US"}]
            query: "{ quotes {{ price }} } of {symbols}"
        """;

    assertThat(body(request, "A", "B\"C"))
        .isEqualTo(
            "{\"key\":\"k/e+y&\",\"limit\":5,\"tickers\":[\"A\",\"B\\\"C\"],"
                + "\"items\":[{\"id\":\"A\",\"venue\":\"US\"},{\"id\":\"B\\\"C\",\"venue\":\"US\"}],"
                + "\"query\":\"{ quotes { price } } of A,B\\\"C\"}");
    assertThat(request(request, "A").headers()).containsEntry("Content-Type", "application/json");
  }

  @Test
  void aBodyOfAFormIsEncodedAndATextIsNot() throws DefinitionException {
    String form =
        "{base-url: 'https://x.com', body: {form: {s: '{symbol}', key: '{credentials.key}'}}}";
    String text = "{base-url: 'https://x.com', body: {text: 'get {symbol} of & <b>'}}";

    assertThat(body(form, "A&B")).isEqualTo("s=A%26B&key=k%2Fe%2By%26");
    assertThat(request(form, "A").headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
    assertThat(body(text, "A")).isEqualTo("get A of & <b>");
    assertThat(
            request(
                    "{base-url: 'https://x.com', headers: {content-type: text/csv}, body: {text:"
                        + " a}}",
                    "A")
                .headers())
        .containsExactly(Map.entry("Content-Type", "text/csv"));
  }

  @Test
  void theTokenIsPutWhereTheDefinitionSays() throws DefinitionException {
    assertThat(
            request(
                    "{base-url: 'https://x.com', headers: {Authorization: 'Bearer {token}'}, token:"
                        + " {url: /login}}",
                    "A")
                .headers())
        .containsEntry("Authorization", "Bearer t0k/en");
    assertThat(url("{base-url: 'https://x.com', query: {t: '{token}'}, token: {url: /login}}", "A"))
        .isEqualTo("https://x.com?t=t0k%2Fen");
    assertThat(
            requests(
                    "{base-url: 'https://x.com', query: {t: '{token}'}, token: {url: /login}}",
                    Optional.empty())
                .withCredentials(URI.create("https://x.com/p?cursor=2")))
        .hasToString("https://x.com/p?cursor=2&t=t0k%2Fen");
  }
}
