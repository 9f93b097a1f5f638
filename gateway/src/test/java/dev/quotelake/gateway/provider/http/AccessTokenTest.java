// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.TestClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that wants a login before it gives data. */
class AccessTokenTest {

  private static final String LOGIN =
      """
      request:
        base-url: https://quotes.example.com
        path: /q
        query: {symbols: "{symbols}"}
        headers: {Authorization: "Bearer {token}"}
        symbols: {at-most: 10}
        token:
          url: /oauth2/token
          body: {form: {grant_type: client_credentials, client_secret: "{credentials.key}"}}
          at: /access_token
          expires: /expires_in
      answer:
        records: {shape: array}
        symbol: /s
        fields: {price: /p}
        message: /message
      """;

  private final TestClock clock = new TestClock("2026-03-17T15:00:00Z");
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile String accepted = "t0ken-1";
  private volatile int loginStatus = 200;
  private final TestServer vendor = new TestServer(this::answer);

  private void answer(TestServer.Request request, OutputStream out) throws IOException {
    if (request.line().startsWith("POST /oauth2/token ")) {
      String token = "t0ken-" + tokens.incrementAndGet();
      TestServer.send(
          out,
          loginStatus,
          loginStatus == 200
              ? "{\"access_token\":\"" + token + "\",\"expires_in\":600}"
              : "{\"error\":\"invalid_client\",\"sent\":\"k3y-planted/here\"}");
    } else if (request.header("Authorization").equals("Bearer " + accepted)) {
      TestServer.send(out, 200, "[{\"s\":\"ACME\",\"p\":1.5}]");
    } else {
      TestServer.send(out, 401, "{\"message\":\"bad " + request.header("Authorization") + "\"}");
    }
  }

  @AfterEach
  void close() throws IOException {
    vendor.close();
  }

  private HttpQuoteProvider provider() {
    return TestProviders.defined(LOGIN, vendor.url(), any -> {}, clock);
  }

  @Test
  void isAskedForOnceAndSentWithEachRequest() throws Exception {
    try (HttpQuoteProvider provider = provider()) {
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
    }

    assertThat(tokens).hasValue(1);
    assertThat(vendor.requests().get(0).body())
        .isEqualTo("grant_type=client_credentials&client_secret=k3y-planted%2Fhere");
    assertThat(vendor.requests().get(0).header("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
  }

  @Test
  void isRenewedBeforeItExpires() throws Exception {
    try (HttpQuoteProvider provider = provider()) {
      provider.fetch(List.of("ACME"));
      clock.pass(Duration.ofSeconds(539));
      provider.fetch(List.of("ACME"));
      assertThat(tokens).hasValue(1);

      accepted = "t0ken-2";
      clock.pass(Duration.ofSeconds(1));
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      assertThat(tokens).hasValue(2);
    }
  }

  @Test
  void aRefreshThatFailsLeavesTheOldOneInUseAsLongAsItHolds() throws Exception {
    try (HttpQuoteProvider provider = provider()) {
      provider.fetch(List.of("ACME"));
      loginStatus = 503;
      clock.pass(Duration.ofSeconds(599));
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);

      clock.pass(Duration.ofSeconds(1));
      assertThat(failure(provider).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void aTokenThatIsRefusedIsReplacedOnce() throws Exception {
    try (HttpQuoteProvider provider = provider()) {
      provider.fetch(List.of("ACME"));
      accepted = "t0ken-2";
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      assertThat(tokens).hasValue(2);

      accepted = "none";
      ProviderException failure = failure(provider);
      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
      assertThat(tokens).hasValue(3);
      assertThat(failure.getMessage()).contains("bad Bearer ***").doesNotContain("t0ken");
    }
  }

  @Test
  void aLoginThatIsRefusedIsToldWithoutTheSecret() throws Exception {
    loginStatus = 400;
    try (HttpQuoteProvider provider = provider()) {
      ProviderException failure = failure(provider);

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
      assertThat(failure.getMessage())
          .contains("vendor gave no token, it answered 400")
          .contains("invalid_client")
          .doesNotContain("k3y-planted");
      assertThat(vendor.requests()).hasSize(1);
    }
  }

  @Test
  void aLoginThatIsElsewhereIsNoMatterOfKeys() throws Exception {
    loginStatus = 404;
    try (HttpQuoteProvider provider = provider()) {
      assertThat(failure(provider).getMessage())
          .contains("; check token.url")
          .doesNotContain("credentials");
    }
  }

  @Test
  void anAnswerThatIsTheTokenItself() throws Exception {
    accepted = "crumb";
    try (TestServer login =
            new TestServer((request, out) -> TestServer.send(out, 200, " crumb\n"));
        HttpQuoteProvider provider =
            TestProviders.defined(
                LOGIN
                    .replace("url: /oauth2/token", "url: " + login.url() + "/crumb")
                    .replaceAll("(?m)^    (body|at|expires): .*\n", ""),
                vendor.url(),
                any -> {},
                clock)) {
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);
      assertThat(login.requests().get(0).line()).startsWith("GET /crumb ");
    }
  }

  private static ProviderException failure(HttpQuoteProvider provider) {
    return catchThrowableOfType(ProviderException.class, () -> provider.fetch(List.of("ACME")));
  }
}
