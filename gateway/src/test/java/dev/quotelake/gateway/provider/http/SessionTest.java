// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept between the requests to one provider: its cookies, and nothing unless asked for. */
class SessionTest {

  private static final String DEFINITION =
      """
      request:
        base-url: https://quotes.example.com
        path: /q
        query: {symbols: "{symbols}"}
        symbols: {at-most: 10}
        cookies: %s
      answer:
        records: {shape: array}
        symbol: /s
        fields: {price: /p}
      """;

  private static List<String> cookiesSent(boolean kept) throws Exception {
    try (TestServer vendor =
            new TestServer(
                (request, out) ->
                    TestServer.send(
                        out,
                        200,
                        "[{\"s\":\"ACME\",\"p\":1.5}]",
                        "Set-Cookie: session=a1; Path=/",
                        "Set-Cookie: route=b2; Path=/",
                        "Set-Cookie: other=c3; Path=/elsewhere"));
        HttpQuoteProvider provider =
            TestProviders.defined(
                DEFINITION.formatted(kept), vendor.url(), any -> {}, Clock.systemUTC())) {
      provider.fetch(List.of("ACME"));
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      return vendor.requests().stream().map(request -> request.header("Cookie")).toList();
    }
  }

  @Test
  void cookiesAreSentBackWhereTheDefinitionKeepsThem() throws Exception {
    assertThat(cookiesSent(true).get(0)).isEmpty();
    assertThat(cookiesSent(true).get(1).split("; "))
        .containsExactlyInAnyOrder("session=a1", "route=b2");
    assertThat(cookiesSent(false)).containsExactly("", "");
  }

  @Test
  void aLoginMayAnswerACookieAndNothingElse() throws Exception {
    String definition =
        DEFINITION.formatted(true).replace("  path:", "  token: {url: /login}\n  path:");
    try (TestServer vendor =
            new TestServer(
                (request, out) -> {
                  boolean login = request.line().contains("/login");
                  TestServer.send(
                      out,
                      200,
                      login ? "" : "[{\"s\":\"ACME\",\"p\":1.5}]",
                      login ? "Set-Cookie: session=a1; Path=/" : "X-Any: thing");
                });
        HttpQuoteProvider provider =
            TestProviders.defined(definition, vendor.url(), any -> {}, Clock.systemUTC())) {
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      assertThat(vendor.requests().get(1).header("Cookie")).isEqualTo("session=a1");
    }
  }

  @Test
  void aBodyMakesAPostAndGoesAlongToFurtherPages() throws Exception {
    String definition =
        DEFINITION
                .formatted(false)
                .replace(
                    "query: {symbols: \"{symbols}\"}", "body: {json: {ids: [\"{each-symbol}\"]}}")
                .replace("records: {shape: array}", "records: {at: /data, shape: array}")
            + "paging: {next: /next, parameter: page}\n";
    try (TestServer vendor =
            new TestServer(
                (request, out) ->
                    TestServer.send(
                        out,
                        200,
                        request.line().contains("page=2")
                            ? "{\"data\":[{\"s\":\"MOON\",\"p\":2}]}"
                            : "{\"data\":[{\"s\":\"ACME\",\"p\":1}],\"next\":\"2\"}"));
        HttpQuoteProvider provider =
            TestProviders.defined(definition, vendor.url(), any -> {}, Clock.systemUTC())) {
      assertThat(provider.fetch(List.of("ACME", "MOON")).quotes()).hasSize(2);
      assertThat(vendor.requests())
          .allSatisfy(
              request -> {
                assertThat(request.line()).startsWith("POST /q");
                assertThat(request.body()).isEqualTo("{\"ids\":[\"ACME\",\"MOON\"]}");
                assertThat(request.header("Content-Type")).isEqualTo("application/json");
              });
    }
  }
}
