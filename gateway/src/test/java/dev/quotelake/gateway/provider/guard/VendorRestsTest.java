// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.QuoteProvider.Permit;
import dev.quotelake.gateway.provider.TestClock;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.TestServer;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a vendor is asked that answers "too many requests", by whatever it says of when. */
class VendorRestsTest {

  private static final String START = "2026-03-17T15:00:20Z";
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);
  private static final String GOOD = "{\"data\":[{\"s\":\"ACME\",\"p\":1.5}]}";
  private static final String DEFINITION =
      "cool-down: {rate-limit: 2s, reset-header: [X-RateLimit-Reset, {name: X-Wait, format: millis}]}\n";

  private final TestClock clock = new TestClock(START);

  /**
   * Without rests these would be 150; the definition's own grows: 2 s, 4 s, 8 s. A moment that has
   * come is told once more by the second answer, and then counts no longer.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Retry-After: 0                                   | 4
          Retry-After: -5                                  | 4
          Retry-After: soon                                | 4
          Retry-After: Tue, 17 Mar 2026 14:58:20 GMT       | 4
          Retry-After: 2026-03-17T14:58:20Z                | 4
          X-RateLimit-Reset: 1773759610                    | 4
          X-RateLimit-Reset: 99999999                      | 4
          X-Other: 1                                       | 4
          Retry-After: 10                                  | 2
          Retry-After: Tue, 17 Mar 2026 15:00:30 GMT       | 3
          Retry-After: 2026-03-17T15:00:30Z                | 3
          Retry-After: 2026-03-17T16:00:30+01:00           | 3
          Retry-After: 1773759630                          | 3
          X-RateLimit-Reset: 10                            | 2
          X-RateLimit-Reset: 45                            | 1
          X-RateLimit-Reset: 1773759630                    | 3
          X-RateLimit-Reset: 1773759630000                 | 3
          X-RateLimit-Reset: 2026-03-17T15:00:30Z          | 3
          X-Wait: 10000                                    | 2
          """)
  void isAskedSoOftenInFifteenSeconds(String header, int requests) throws Exception {
    assertThat(requestsWithin(Duration.ofSeconds(15), header)).isEqualTo(requests);
  }

  @Test
  void countsFromTheVendorsOwnClock() throws Exception {
    assertThat(
            requestsWithin(
                Duration.ofSeconds(15),
                "Date: Tue, 17 Mar 2026 16:30:00 GMT",
                "Retry-After: Tue, 17 Mar 2026 16:30:10 GMT"))
        .isEqualTo(2);
  }

  @Test
  void neverRestsLongerThanSomeMinutesUnlessTheVendorSaysSo() throws Exception {
    requestsWithin(Duration.ofHours(2), "Retry-After: 0");
    assertThat(requestsWithin(Duration.ofHours(1), "Retry-After: 0")).isBetween(12, 20);
    assertThat(requestsWithin(Duration.ofHours(3), "Retry-After: 7200")).isEqualTo(2);
  }

  @Test
  void restsShortlyAgainOnceItHasBeenAnswered() throws Exception {
    int[] answers = {0};
    try (TestServer server =
            new TestServer(
                (request, out) -> {
                  boolean good = answers[0]++ == 2;
                  TestServer.send(out, good ? 200 : 429, good ? GOOD : "{}");
                });
        QuoteProvider provider = provider(server)) {
      assertThat(restAfterAsking(provider)).isEqualTo(Duration.ofSeconds(2));
      assertThat(restAfterAsking(provider)).isEqualTo(Duration.ofSeconds(4));
      clock.pass(Duration.ofSeconds(4));
      assertThat(provider.fetch(List.of("ACME"), Permit.none()).quotes()).hasSize(1);
      assertThat(restAfterAsking(provider)).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void requestsThatWereUnderWayTogetherAreOneFailure() {
    RateBudget budget = budget();
    Instant asked = clock.instant();
    clock.pass(Duration.ofSeconds(1));

    budget.rest(asked, Duration.ofSeconds(2));
    budget.rest(asked, Duration.ofSeconds(2));

    assertThat(budget.remainingRest()).isEqualTo(Duration.ofSeconds(2));
  }

  private Duration restAfterAsking(QuoteProvider provider) {
    clock.pass(provider.vitals().rest());
    assertThat(ask(provider).kind()).isEqualTo(ProviderException.Kind.RATE_LIMITED);
    return provider.vitals().rest();
  }

  private int requestsWithin(Duration span, String... headers) throws Exception {
    try (TestServer server =
            new TestServer((request, out) -> TestServer.send(out, 429, "{}", headers));
        QuoteProvider provider = provider(server)) {
      Instant end = clock.instant().plus(span);
      while (clock.instant().isBefore(end)) {
        ask(provider);
        clock.pass(provider.vitals().rest());
        clock.pass(BETWEEN_ROUNDS);
      }
      return server.requests().size();
    }
  }

  private static ProviderException ask(QuoteProvider provider) {
    return catchThrowableOfType(
        ProviderException.class, () -> provider.fetch(List.of("ACME"), Permit.none()));
  }

  private QuoteProvider provider(TestServer server) {
    RateBudget budget = budget();
    return Guards.around(
        TestProviders.asking(server.url(), DEFINITION, budget, clock),
        budget,
        clock,
        TestProviders.NO_ONE);
  }

  private RateBudget budget() {
    return new RateBudget(
        "vendor",
        new BudgetDefinition(BudgetDefinition.Unit.REQUEST, Map.of(), false, ZoneOffset.UTC),
        clock,
        TestProviders.NO_ONE);
  }
}
