// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.poll.PolledVendor.Answerer;
import dev.quotelake.gateway.poll.ProviderState.Condition;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.TestServer;
import dev.quotelake.gateway.provider.setup.DefinedProviders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One negative answer is no proof: what sets a symbol aside, for how long, and what does not. */
class ParkingTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<String> TEN =
      IntStream.range(0, 10).mapToObj(number -> "S" + number).toList();
  private static final Answerer GOOD = (symbols, out) -> TestServer.send(out, 200, data(symbols));
  private static final Answerer NOTHING =
      (symbols, out) -> TestServer.send(out, 200, "{\"data\":[]}");

  private static final String MANY_AT_ONCE =
      """
      request:
        base-url: https://quotes.example.com
        query: {symbols: "{symbols}"}
        symbols: {at-most: 20000}
      answer: {records: {at: /data, shape: array}, symbol: /s, fields: {price: /p}, message: /error}
      budget: {}
      """;
  private static final String ONE_AT_A_TIME =
      MANY_AT_ONCE.replace("{symbols}", "{symbol}").replace("20000", "1");

  private static final AtomicLong PRICE = new AtomicLong();

  @TempDir private Path folder;

  @Test
  void aSingleEmptyAnswerAfterGoodRoundsParksNothing() throws Exception {
    try (PolledVendor vendor = polled(MANY_AT_ONCE, TEN)) {
      vendor.answering(GOOD).rounds(4).answering(NOTHING).rounds(1);
      assertThat(vendor.state().condition()).isEqualTo(Condition.FAILS);
      vendor.asked();

      vendor.answering(GOOD).rounds(1);

      assertThat(vendor.asked()).containsExactly(TEN);
      assertThat(vendor.parked()).isEmpty();
      assertThat(vendor.failures())
          .containsExactly(
              "10 mine brings nothing for S0, S1, S2, S3, S4, S5, S6, S7, S8, S9: the answer holds"
                  + " none of them");
      assertThat(vendor.log())
          .hasSize(2)
          .satisfies(lines -> assertThat(lines.get(0)).startsWith("WARN mine fails: mine brings"))
          .satisfies(lines -> assertThat(lines.get(1)).startsWith("INFO mine answers again"));
    }
  }

  @Test
  void whatAFirstAnswerLeavesOutComesBackWithinRounds() throws Exception {
    try (PolledVendor vendor = polled(MANY_AT_ONCE, TEN)) {
      vendor.answering(only("S0")).rounds(1);
      assertThat(vendor.parked()).hasSize(9);

      vendor.answering(GOOD).rounds(3);

      assertThat(vendor.parked()).isEmpty();
      assertThat(vendor.asked()).contains(TEN);
      assertThat(vendor.log())
          .containsExactly(
              "WARN mine does not answer for S1, S2, S3, S4, S5, S6, S7, S8, S9: asked for ever more"
                  + " rarely",
              "INFO mine answers again for S1, S2, S3, S4, S5, S6, S7, S8, S9");
    }
  }

  @Test
  void oneAnswerOfZerosDoesNotStopAPresetThatTakesThemForUnknown() throws Exception {
    try (PolledVendor vendor = finnhub(TEN)) {
      vendor.answering(this::finnhubQuote).rounds(2);
      vendor.answering(this::finnhubZeros).rounds(1);
      vendor.answering(this::finnhubQuote).rounds(1);
      vendor.asked();

      vendor.rounds(1);

      assertThat(vendor.parked()).isEmpty();
      assertThat(vendor.asked()).hasSize(10);
      assertThat(vendor.state().condition()).isEqualTo(Condition.ANSWERS);
    }
  }

  @Test
  void zerosOfOneSymbolOnceHarmNobody() throws Exception {
    try (PolledVendor vendor = finnhub(TEN)) {
      vendor.answering(this::finnhubQuote).rounds(2);
      vendor
          .answering(
              (symbols, out) -> {
                if (symbols.contains("S3")) {
                  finnhubZeros(symbols, out);
                } else {
                  finnhubQuote(symbols, out);
                }
              })
          .rounds(1);
      vendor.answering(this::finnhubQuote).asked();

      vendor.rounds(1);

      assertThat(vendor.asked()).hasSize(10);
      assertThat(vendor.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void everySymbolIsBackSoonAfterEightSecondsOfRefusals(int status) throws Exception {
    try (PolledVendor vendor = polled(ONE_AT_A_TIME, TEN)) {
      vendor.answering(GOOD).rounds(2);
      refuseForEightSecondsAndHeal(vendor, status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void evenIfThereNeverWasAQuote(int status) throws Exception {
    try (PolledVendor vendor = polled(ONE_AT_A_TIME, TEN)) {
      refuseForEightSecondsAndHeal(vendor, status);
    }
  }

  private static void refuseForEightSecondsAndHeal(PolledVendor vendor, int status)
      throws Exception {
    Duration healed = vendor.elapsed().plusSeconds(8);
    Map<String, Duration> back = new ConcurrentHashMap<>();
    vendor.answering(
        (symbols, out) -> {
          if (vendor.elapsed().compareTo(healed) < 0) {
            refusing(status, TEN).answer(symbols, out);
          } else {
            back.putIfAbsent(symbols.get(0), vendor.elapsed().minus(healed));
            GOOD.answer(symbols, out);
          }
        });
    vendor.pass(Duration.ofSeconds(5));
    assertThat(vendor.state().condition()).isEqualTo(Condition.FAILS);
    assertThat(vendor.state().cause()).contains("mine answered " + status, "maintenance");

    vendor.pass(Duration.ofSeconds(20));

    assertThat(back).hasSize(10);
    assertThat(back.values())
        .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(5)));
    vendor.asked();
    vendor.rounds(1);
    assertThat(vendor.asked()).hasSize(10);
    assertThat(vendor.parked()).isEmpty();
    assertThat(vendor.log().stream().filter(line -> line.contains("mine fails"))).hasSize(1);
  }

  @Test
  void whatWasParkedBeforeAnOutageIsAskedForAtOnceAfterIt() throws Exception {
    try (PolledVendor vendor = polled(MANY_AT_ONCE, TEN, SECOND.multipliedBy(10))) {
      vendor.answering(only("S0")).pass(Duration.ofMinutes(10)).answering(NOTHING).rounds(3);
      assertThat(vendor.parked()).hasSize(9);

      vendor.answering(GOOD).rounds(2);

      assertThat(vendor.parked()).isEmpty();
    }
  }

  @Test
  void aProviderThatRefusesAllIsAskedEverMoreRarelyAndParksNothing() throws Exception {
    try (PolledVendor vendor = polled(ONE_AT_A_TIME, TEN)) {
      vendor.answering(refusing(404, TEN)).pass(Duration.ofHours(1));

      assertThat(vendor.asked()).hasSizeBetween(60, 90);
      assertThat(vendor.parked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10})
  void aBatchThatIsRefusedAsAWholeAndEachOfItsSymbolsKeepsTheReason(int size) throws Exception {
    List<String> symbols = TEN.subList(0, size);
    try (PolledVendor vendor = polled(MANY_AT_ONCE, symbols)) {
      vendor.answering(GOOD).rounds(1).answering(refusing(400, symbols)).rounds(1);
      assertThat(vendor.state().condition()).isEqualTo(Condition.FAILS);
      assertThat(vendor.state().cause()).contains("mine answered 400", "maintenance");

      vendor.answering(GOOD).rounds(1).asked();
      vendor.rounds(1);

      assertThat(vendor.asked()).containsExactly(symbols);
      assertThat(vendor.parked()).isEmpty();
    }
  }

  @Test
  void aSymbolThatNeverWasQuotedIsAskedForInStepsUpToAnHour() throws Exception {
    try (PolledVendor vendor =
        polled(MANY_AT_ONCE, List.of("S0", "NONE"), SECOND.multipliedBy(30))) {
      vendor.answering(only("S0")).pass(Duration.ofHours(6));

      long asked = vendor.asked().stream().filter(symbols -> symbols.contains("NONE")).count();
      assertThat(asked).as("30 s, 60 s, ... an hour, an hour").isBetween(10L, 15L);
      assertThat(vendor.parked()).containsExactly("NONE");
      assertThat(vendor.log()).as("told once").hasSize(1);
    }
  }

  @Test
  void aSymbolThatWasQuotedIsParkedAfterSeveralRoundsWithoutIt() throws Exception {
    try (PolledVendor vendor = polled(MANY_AT_ONCE, List.of("S0", "GONE"))) {
      vendor.answering(GOOD).rounds(1).answering(only("S0")).rounds(2);
      assertThat(vendor.parked()).isEmpty();

      vendor.rounds(1);

      assertThat(vendor.parked()).containsExactly("GONE");
    }
  }

  @Test
  void symbolsOfARunThatTheProviderNeverKnewAreFoundOut() throws Exception {
    List<String> wrong = List.of("X1", "X2", "X3", "X4", "X5");
    List<String> symbols = List.of("S0", "X1", "X2", "X3", "X4", "X5", "S1");
    try (PolledVendor vendor = polled(ONE_AT_A_TIME, symbols)) {
      vendor.answering(refusing(404, wrong)).rounds(6).asked();

      vendor.rounds(1);

      assertThat(vendor.parked()).isEqualTo(wrong);
      assertThat(vendor.asked()).containsExactly(List.of("S0"), List.of("S1"));
      assertThat(vendor.state().condition()).isEqualTo(Condition.ANSWERS);
    }
  }

  @Test
  void elevenThousandUnknownSymbolsAreOneLineOfTheLog() throws Exception {
    List<String> symbols = IntStream.range(0, 11_001).mapToObj(number -> "S" + number).toList();
    try (PolledVendor vendor = polled(MANY_AT_ONCE.replace("20000", "5000"), symbols)) {
      vendor.answering(known(Set.of("S0", "S5000", "S10000"))).rounds(1);

      assertThat(vendor.parked()).hasSize(10_998);
      assertThat(vendor.log())
          .containsExactly(
              "WARN mine does not answer for S1, S2, S3, S4, S5, S6, S7, S8, S9, S10 and 10988 more:"
                  + " asked for ever more rarely");
    }
  }

  private static Answerer only(String symbol) {
    return known(Set.of(symbol));
  }

  private static Answerer known(Set<String> known) {
    return (symbols, out) ->
        TestServer.send(out, 200, data(symbols.stream().filter(known::contains).toList()));
  }

  private static Answerer refusing(int status, List<String> refused) {
    return (symbols, out) -> {
      if (refused.containsAll(symbols)) {
        TestServer.send(out, status, "{\"error\":\"maintenance\"}");
      } else {
        GOOD.answer(symbols, out);
      }
    };
  }

  private static String data(List<String> symbols) {
    return symbols.stream()
        .map(symbol -> "{\"s\":\"%s\",\"p\":%d}".formatted(symbol, PRICE.incrementAndGet()))
        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }

  private void finnhubQuote(List<String> symbols, OutputStream out) throws IOException {
    long price = PRICE.incrementAndGet();
    TestServer.send(out, 200, "{\"c\":%d,\"t\":%d}".formatted(price, 1_773_759_620 + price));
  }

  private void finnhubZeros(List<String> symbols, OutputStream out) throws IOException {
    TestServer.send(out, 200, "{\"c\":0,\"d\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0}");
  }

  private PolledVendor polled(String definition, List<String> symbols) throws IOException {
    return polled(definition, symbols, SECOND);
  }

  private PolledVendor polled(String definition, List<String> symbols, Duration interval)
      throws IOException {
    Path file = Files.writeString(folder.resolve("definition.yaml"), definition);
    Map<String, String> settings = Map.of("definition", file.toUri().toString());
    return new PolledVendor(url -> open(url, settings), interval, symbols);
  }

  private static PolledVendor finnhub(List<String> symbols) {
    Map<String, String> settings =
        Map.of("definition", "finnhub", "budget.second", "100000", "budget.minute", "100000");
    return new PolledVendor(url -> open(url, settings), SECOND, symbols);
  }

  private static QuoteProvider open(String url, Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quotelake.providers.mine.watchlist", "S0");
    properties.put("quotelake.providers.mine.base-url", url);
    settings.forEach((name, value) -> properties.put("quotelake.providers.mine." + name, value));
    return new DefinedProviders(TestProviders.NO_ONE)
        .open(
            "mine",
            TestSettings.of(properties).providers().get("mine"),
            Map.of("key", new Secret("sesame")));
  }
}
