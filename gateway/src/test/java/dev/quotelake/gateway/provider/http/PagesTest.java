// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static dev.quotelake.gateway.provider.http.TestServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers in several pages. */
class PagesTest {

  private static final String BY_LINK = "paging: {next: /next, pages-at-most: 3}\n";
  private static final String BY_TOKEN =
      "paging: {next: /token, parameter: page, pages-at-most: 3}\n";

  private final List<Integer> passed = new ArrayList<>();

  private static String page(String symbol, String more) {
    return "{\"data\":[{\"s\":\"" + symbol + "\",\"p\":1}]" + more + "}";
  }

  private QuoteBatch fetch(TestServer server, String paging) throws ProviderException {
    try (HttpQuoteProvider provider = TestProviders.asking(server.url(), paging, passed::add)) {
      return provider.fetch(List.of("A", "B", "C", "D"));
    }
  }

  @Test
  void linksAreFollowedWithKeysAndEachPagePassesTheGate() throws Exception {
    try (TestServer server =
        new TestServer(
            (request, out) ->
                send(
                    out,
                    200,
                    request.line().contains("cursor=2")
                        ? page("B", ",\"next\":\"\"")
                        : page("A", ",\"next\":\"/more?cursor=2\"")))) {
      QuoteBatch batch = fetch(server, BY_LINK);

      assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("A", "B");
      assertThat(batch.unknown()).containsExactly("C", "D");
      assertThat(server.requests().get(1).line())
          .startsWith("GET /more?cursor=2&apikey=k3y-planted%2Fhere ");
      assertThat(passed).containsExactly(4, 0);
    }
  }

  @Test
  void tokensTakeEachOthersPlace() throws Exception {
    try (TestServer server =
        new TestServer(
            (request, out) ->
                send(
                    out,
                    200,
                    request.line().contains("page=x%2F2")
                        ? page("C", ",\"token\":null")
                        : request.line().contains("page=1")
                            ? page("B", ",\"token\":\"x/2\"")
                            : page("A", ",\"token\":1")))) {
      QuoteBatch batch = fetch(server, BY_TOKEN);

      assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("A", "B", "C");
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(2).line()).doesNotContain("page=1");
    }
  }

  @Test
  void theyEndSomewhereAndWhatWasNotReadIsNotUnknown() throws Exception {
    try (TestServer server =
        new TestServer((request, out) -> send(out, 200, page("A", ",\"next\":\"?again\"")))) {
      QuoteBatch batch = fetch(server, BY_LINK);

      assertThat(server.requests()).hasSize(3);
      assertThat(batch.unknown()).isEmpty();
      assertThat(batch.rejects()).extracting(Reject::symbol).containsExactly("B", "C", "D");
      assertThat(batch.rejects().get(0).detail()).contains("more than 3 pages");
    }
  }

  @Test
  void anotherHostGetsNoKeys() throws IOException, ProviderException {
    try (TestServer other = new TestServer((request, out) -> send(out, 200, page("B", "")));
        TestServer server =
            new TestServer(
                (request, out) ->
                    send(out, 200, page("A", ",\"next\":\"" + other.url() + "/p?apikey=seen\"")))) {
      QuoteBatch batch = fetch(server, BY_LINK);

      assertThat(other.requests()).isEmpty();
      assertThat(batch.quotes()).hasSize(1);
      assertThat(batch.rejects().get(0).detail())
          .contains("on another host, " + other.url())
          .doesNotContain("seen");
    }
  }

  @Test
  void aPageThatFailsTakesNothingFromThoseBefore() throws Exception {
    try (TestServer server =
        new TestServer(
            (request, out) -> {
              if (request.line().contains("cursor=2")) {
                send(out, 500, "oops");
              } else {
                send(out, 200, page("A", ",\"next\":\"/more?cursor=2\""));
              }
            })) {
      QuoteBatch batch = fetch(server, BY_LINK);

      assertThat(batch.quotes()).hasSize(1);
      assertThat(batch.unknown()).isEmpty();
      assertThat(batch.rejects().get(0).detail()).contains("answered 500");
    }
  }
}
