// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static dev.quotelake.gateway.provider.http.TestServer.head;
import static dev.quotelake.gateway.provider.http.TestServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider.Permit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What providers do to those who ask them. Nothing of it may hang, fill memory or stop the feed.
 */
@Timeout(60)
class HttpFaultsTest {

  private static final String GOOD = "{\"data\":[{\"s\":\"ACME\",\"p\":1.5}]}";
  private static final String SHORT =
      "limits: {connect-timeout: 1s, read-timeout: 300ms, timeout: 600ms, response-size: 64KiB}\n";

  private static QuoteBatch fetch(TestServer.Answerer answerer, String more, String... symbols)
      throws ProviderException, IOException {
    try (TestServer server = new TestServer(answerer);
        HttpQuoteProvider provider = TestProviders.asking(server.url(), more, any -> {})) {
      return provider.fetch(symbols.length == 0 ? List.of("ACME") : List.of(symbols));
    }
  }

  private static ProviderException failure(TestServer.Answerer answerer, String more) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> fetch(answerer, more));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("k3y-planted");
    return failure;
  }

  @Test
  void wellAnswered() throws Exception {
    assertThat(fetch((request, out) -> send(out, 200, GOOD), "").quotes()).hasSize(1);
  }

  @Test
  void asksWithKeysAndTakesTheAnswerAfterAFault() throws Exception {
    AtomicReference<String> next = new AtomicReference<>("oops");
    try (TestServer server = new TestServer((request, out) -> send(out, 200, next.get()));
        HttpQuoteProvider provider = TestProviders.asking(server.url(), "", any -> {})) {
      assertThatThrownBy(() -> provider.fetch(List.of("ACME")))
          .isInstanceOf(ProviderException.class);
      next.set(GOOD);
      assertThat(provider.fetch(List.of("ACME")).quotes()).hasSize(1);

      assertThat(server.requests().get(0).line())
          .isEqualTo("GET /q?symbols=ACME&apikey=k3y-planted%2Fhere HTTP/1.1");
      assertThat(server.requests().get(0).headers())
          .contains("X-Key: k3y-planted/here", "Accept-Encoding: gzip");
    }
  }

  @Test
  void anEmptyListIsRefusedForItMayMeanTheWholeMarket() {
    try (HttpQuoteProvider provider = TestProviders.asking("http://localhost:9", "", any -> {})) {
      assertThatThrownBy(() -> provider.fetch(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("whole market");
    }
  }

  @Test
  void nobodyThere() {
    try (HttpQuoteProvider provider =
        TestProviders.asking("http://localhost:1", SHORT, any -> {})) {
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> provider.fetch(List.of("ACME")));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("gave no answer").hasNoCause();
    }
  }

  @Test
  void silence() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ProviderException failure = failure((request, out) -> end.await(30, TimeUnit.SECONDS), SHORT);
    end.countDown();

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void aSlowDripOfTheBodyAndOfTheHead() {
    ProviderException body =
        failure(
            (request, out) -> {
              head(out, 200, "Content-Length: 10000");
              drip(out);
            },
            SHORT);
    ProviderException head = failure((request, out) -> drip(out), SHORT);

    assertThat(body.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(body).hasMessageContaining("was not complete after 600 ms");
    assertThat(head.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void theUsersOwnAcceptHeadersAreKept() throws Exception {
    String definition =
        """
        request:
          base-url: https://quotes.example.com
          query: {symbol: "{symbol}"}
          headers: {accept: application/vnd.vendor+json, Accept-Encoding: identity}
        answer: {records: {at: /data, shape: array}, symbol: /s, fields: {price: /p}}
        """;
    try (TestServer server = new TestServer((request, out) -> send(out, 200, GOOD));
        HttpQuoteProvider provider =
            TestProviders.defined(definition, server.url(), any -> {}, Clock.systemUTC())) {
      provider.fetch(List.of("ACME"), Permit.none());

      assertThat(server.requests().get(0).headers())
          .filteredOn(header -> header.toLowerCase(Locale.ROOT).startsWith("accept"))
          .containsExactlyInAnyOrder(
              "accept: application/vnd.vendor+json", "Accept-Encoding: identity");
    }
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      out.write(' ');
      out.flush();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void aBodyOfFiftyMegabytesWithAndWithoutItsLength() {
    byte[] piece = "[1,2,3,4,5,6,7,8]".repeat(1000).getBytes(StandardCharsets.UTF_8);
    TestServer.Answerer unannounced =
        (request, out) -> {
          head(out, 200, "Connection: close");
          for (int sent = 0; sent < 50 << 20; sent += piece.length) {
            out.write(piece);
          }
        };
    TestServer.Answerer announced =
        (request, out) -> {
          head(out, 200, "Content-Length: " + (50 << 20));
          for (int sent = 0; sent < 50 << 20; sent += piece.length) {
            out.write(piece);
          }
        };

    assertThat(failure(unannounced, SHORT).kind()).isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(failure(announced, SHORT)).hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void gzipAndAGzipBomb() throws Exception {
    byte[] good = zipped(GOOD.getBytes(StandardCharsets.UTF_8));
    byte[] bomb = zipped(new byte[20 << 20]);

    assertThat(fetch((request, out) -> send(out, 200, good, "Content-Encoding: gzip"), "").quotes())
        .hasSize(1);
    assertThat(bomb.length).isLessThan(64 << 10);
    assertThat(
            failure((request, out) -> send(out, 200, bomb, "Content-Encoding: gzip"), SHORT).kind())
        .isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(
            failure((request, out) -> send(out, 200, GOOD, "Content-Encoding: gzip"), SHORT).kind())
        .isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure((request, out) -> send(out, 200, good, "Content-Encoding: br"), SHORT))
        .hasMessageContaining("compressed as br");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Test
  void chunkedAndBrokenOff() throws Exception {
    QuoteBatch chunked =
        fetch(
            (request, out) -> {
              head(out, 200, "Transfer-Encoding: chunked");
              for (byte octet : GOOD.getBytes(StandardCharsets.UTF_8)) {
                out.write(("1\r\n" + (char) octet + "\r\n").getBytes(StandardCharsets.UTF_8));
              }
              out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            },
            "");
    ProviderException cut =
        failure(
            (request, out) -> {
              head(out, 200, "Content-Length: 500");
              out.write(GOOD.getBytes(StandardCharsets.UTF_8));
              out.flush();
              throw new IOException("cut");
            },
            SHORT);

    assertThat(chunked.quotes()).hasSize(1);
    assertThat(cut.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void htmlEmptyAndMalformedBodies() {
    assertThat(
            failure(
                    (request, out) ->
                        send(out, 200, "<html>Sign in</html>", "Content-Type: text/html"),
                    "")
                .kind())
        .isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(failure((request, out) -> send(out, 200, ""), "").kind())
        .isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(failure((request, out) -> send(out, 200, "{\"data\":[}"), "").kind())
        .isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(failure((request, out) -> out.write(GOOD.getBytes(StandardCharsets.UTF_8)), SHORT))
        .hasMessageContaining("gave no answer");
  }

  @Test
  void truncatedJsonKeepsTheGoodQuotes() throws Exception {
    QuoteBatch batch =
        fetch(
            (request, out) -> send(out, 200, "{\"data\":[{\"s\":\"ACME\",\"p\":1.5},{\"s\":\"MO"),
            "",
            "ACME",
            "MOON");

    assertThat(batch.quotes()).hasSize(1);
    assertThat(batch.rejects()).singleElement().extracting("symbol").isEqualTo("MOON");
  }

  @Test
  void retryAfterInBothForms() {
    assertThat(failure((request, out) -> send(out, 429, "{}", "Retry-After: 7"), "").coolDown())
        .contains(Duration.ofSeconds(7));
    assertThat(
            failure(
                    (request, out) ->
                        send(out, 503, "", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"),
                    "")
                .coolDown())
        .as("a moment that has passed says nothing")
        .isEmpty();
  }

  @Test
  void tenThousandSymbols() throws Exception {
    List<String> symbols = IntStream.range(0, 10_000).mapToObj(i -> "S" + i).toList();
    String body =
        symbols.stream()
            .map(symbol -> "{\"s\":\"" + symbol + "\",\"p\":1.5}")
            .collect(Collectors.joining(",", "{\"data\":[", "]}"));

    QuoteBatch batch =
        fetch((request, out) -> send(out, 200, body), "", symbols.toArray(String[]::new));

    assertThat(batch.quotes()).hasSize(10_000);
    assertThat(batch.unknown()).isEmpty();
  }

  @Test
  void redirectsOnTheSameHostAreFollowedButNotForEver() throws Exception {
    QuoteBatch batch =
        fetch(
            (request, out) -> {
              if (request.line().startsWith("GET /q?")) {
                send(out, 307, "", "Location: /elsewhere");
              } else {
                send(out, 200, GOOD);
              }
            },
            "");

    assertThat(batch.quotes()).hasSize(1);
    assertThat(failure((request, out) -> send(out, 302, "", "Location: /q"), ""))
        .hasMessageContaining("redirects more than 3 times");
  }

  @Test
  void redirectsToAnotherHostAreNotFollowed() throws Exception {
    try (TestServer other = new TestServer((request, out) -> send(out, 200, GOOD))) {
      ProviderException failure =
          failure(
              (request, out) -> send(out, 302, "", "Location: " + other.url() + "/steal?k=1"), "");

      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("redirects to " + other.url());
      assertThat(failure.getMessage()).doesNotContain("steal");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void closingGivesUpARequestUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            (request, out) -> {
              asked.countDown();
              end.await(30, TimeUnit.SECONDS);
            })) {
      HttpQuoteProvider provider = TestProviders.asking(server.url(), "", any -> {});
      AtomicReference<ProviderException> failure = new AtomicReference<>();
      Thread poll =
          new Thread(
              () ->
                  failure.set(
                      catchThrowableOfType(
                          ProviderException.class, () -> provider.fetch(List.of("ACME")))));
      poll.start();
      asked.await();

      provider.close();

      poll.join(TimeUnit.SECONDS.toMillis(10));
      assertThat(failure.get()).isNotNull();
      end.countDown();
    }
  }
}
