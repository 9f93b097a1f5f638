// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The requests that definitions make. */
class RequestTemplateTest {

  private static RequestTemplate requests(String request, Optional<String> baseUrl)
      throws DefinitionException {
    ProviderDefinition definition =
        DefinitionReader.read(
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
            1,
            false));
  }

  private static String url(String request, String... symbols) throws DefinitionException {
    return requests(request, Optional.empty()).uri(List.of(symbols)).toString();
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

    assertThat(requests.uri(List.of("A"))).hasToString("https://x.com?token=k%2Fe%2By%26&s=A");
    assertThat(requests.headers())
        .containsExactly(Map.entry("Authorization", "Token k/e+y&"), Map.entry("X-Plain", "5"));
  }

  @Test
  void basicAuthentication() throws DefinitionException {
    RequestTemplate requests =
        requests(
            "{base-url: 'https://x.com', basic-authentication: {user: '{credentials.user}',"
                + " password: '{credentials.key}'}}",
            Optional.empty());

    assertThat(requests.headers()).containsEntry("Authorization", "Basic bWU6ay9lK3km");
  }

  @Test
  void settingsReplaceTheBaseUrlAndParameters() throws DefinitionException {
    RequestTemplate requests =
        requests(
            "{base-url: 'https://x.com', path: /q, query: {feed: '{parameters.feed}'}, parameters:"
                + " {feed: iex}}",
            Optional.of("http://localhost:8080/proxy/"));

    assertThat(requests.uri(List.of("A"))).hasToString("http://localhost:8080/proxy/q?feed=sip");
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
}
