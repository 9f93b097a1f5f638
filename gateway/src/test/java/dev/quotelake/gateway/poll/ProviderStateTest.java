// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.poll.PolledVendor.Answerer;
import dev.quotelake.gateway.poll.ProviderState.Condition;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.ProviderVitals.Circuit;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each change of a provider's state is a line of the log with the cause, and no more than one. */
class ProviderStateTest {

  private static final Answerer GOOD =
      (symbols, out) -> TestServer.send(out, 200, "{\"data\":[{\"s\":\"ACME\",\"p\":1.5}]}");

  private Instant now = Instant.parse("2026-03-17T15:00:00Z");
  private final Provider provider = new Provider();
  private final ProviderState state = new ProviderState(provider, () -> now);

  @Test
  void aProviderThatBeginsToFailAndOneThatHealsAreALineEach() throws Exception {
    try (PolledVendor vendor = polled("")) {
      vendor.answering(GOOD).rounds(2);
      vendor
          .answering(
              (symbols, out) ->
                  TestServer.send(out, 401, "{\"message\":\"bad key k3y-planted/here\"}"))
          .rounds(5);

      assertThat(vendor.state().condition()).isEqualTo(Condition.FAILS);
      assertThat(vendor.state().cause()).contains("answered 401", "bad key ***");
      vendor.answering(GOOD).rounds(1);

      assertThat(vendor.state().condition()).isEqualTo(Condition.ANSWERS);
      assertThat(vendor.failures()).hasSize(5).allMatch(failure -> failure.startsWith("1 vendor"));
      assertThat(vendor.log())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("WARN vendor fails: vendor answered 401")
                      .contains("bad key ***"),
              line -> assertThat(line).startsWith("INFO vendor answers again, after "));
    }
  }

  @Test
  void aRefusedTlsHandshakeIsTold() throws Exception {
    try (ServerSocket plain = speakingPlainHttp();
        PolledVendor vendor =
            new PolledVendor(
                url ->
                    TestProviders.asking(
                        "https://localhost:" + plain.getLocalPort(), "", any -> {}),
                Duration.ofSeconds(1),
                List.of("ACME"))) {
      vendor.rounds(1);

      assertThat(vendor.log()).singleElement().asString().startsWith("WARN vendor fails: ");
      assertThat(vendor.log().get(0)).contains("SSL");
    }
  }

  private static ServerSocket speakingPlainHttp() throws IOException {
    ServerSocket server = new ServerSocket(0);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket connection = server.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(UTF_8));
                  }
                }
              } catch (IOException closed) {
                // the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  @Test
  void anOpenCircuitKeepsTheCause() {
    state.failed(0, new ProviderException(Kind.UNAVAILABLE, "answered 503"));
    provider.vitals = new ProviderVitals(Circuit.OPEN, List.of(), Duration.ZERO);
    try (LogLines log = new LogLines(ProviderState.class)) {
      for (int i = 0; i < 10; i++) {
        state.failed(0, new ProviderException(Kind.UNAVAILABLE, "left alone; answered 503"));
      }

      assertThat(state.report().condition()).isEqualTo(Condition.LEFT_ALONE);
      assertThat(state.report().cause()).contains("answered 503");
      assertThat(log.lines())
          .containsExactly(
              "WARN acme fails again and again and is asked only now and then: left alone; answered"
                  + " 503");
    }
  }

  @Test
  void anAllowanceThatIsUsedUpForHoursIsTold() {
    provider.vitals = vitals(new Quota("minute", 8, 0, Duration.ofSeconds(61)));
    try (LogLines log = new LogLines(ProviderState.class)) {
      state.awaitsTurn(0);
      assertThat(state.report().condition()).as("pacing").isEqualTo(Condition.NOT_ASKED);

      provider.vitals = vitals(new Quota("day", 800, 0, Duration.ofHours(5)));
      state.awaitsTurn(0);
      state.awaitsTurn(1);

      assertThat(state.report().condition()).isEqualTo(Condition.OUT_OF_QUOTA);
      assertThat(log.lines())
          .containsExactly(
              "WARN acme is out of quota: acme has used up its 800 per day; the next request in 5 h");
    }
  }

  @Test
  void isWellAgainWhenEveryLoopHasBeenThroughWithoutAFailure() {
    state.failed(0, new ProviderException(Kind.RATE_LIMITED, "slow down"));
    state.failed(1, new ProviderException(Kind.UNAVAILABLE, "down"));
    now = now.plusSeconds(90);

    state.succeeded(0);
    assertThat(state.report().condition()).isEqualTo(Condition.FAILS);
    try (LogLines log = new LogLines(ProviderState.class)) {
      state.succeeded(1);

      assertThat(state.report()).isEqualTo(new ProviderState.Report(Condition.ANSWERS, "", now));
      assertThat(log.lines()).containsExactly("INFO acme answers again, after 1 min");
    }
  }

  private static ProviderVitals vitals(Quota quota) {
    return new ProviderVitals(Circuit.CLOSED, List.of(quota), Duration.ZERO);
  }

  private static PolledVendor polled(String more) {
    return new PolledVendor(
        url -> TestProviders.asking(url, more, any -> {}), Duration.ofSeconds(1), List.of("ACME"));
  }

  private static final class Provider implements QuoteProvider {

    private ProviderVitals vitals = ProviderVitals.WELL;

    @Override
    public String name() {
      return "acme";
    }

    @Override
    public int maxSymbols() {
      return 1;
    }

    @Override
    public QuoteBatch fetch(List<String> symbols, Permit permit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProviderVitals vitals() {
      return vitals;
    }
  }
}
