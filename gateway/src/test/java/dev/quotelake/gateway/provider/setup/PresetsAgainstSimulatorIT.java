// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import dev.quotelake.gateway.sandbox.SandboxProgram;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each preset whose vendor the market simulator plays asks it. */
class PresetsAgainstSimulatorIT {

  private static final List<String> PRESETS =
      List.of("alpaca", "finnhub", "twelvedata", "polygon", "alpaca-crypto", "polygon-crypto");

  private static SandboxProgram simulator;

  @BeforeAll
  static void start() throws IOException {
    simulator = SandboxProgram.start("market.SimulatorMain", "--port", "0", "--symbols", "20");
  }

  private static List<String> symbols(String preset) throws IOException {
    URI list = URI.create(simulator.ready("url") + "/control/symbols?provider=" + preset);
    try (InputStream in = list.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  private static QuoteProvider provider(String preset, String key) {
    Map<String, String> settings =
        Map.of(
            "quotelake.providers.mine.definition", preset,
            "quotelake.providers.mine.watchlist", "ACME",
            "quotelake.providers.mine.base-url", simulator.ready("url"),
            "quotelake.providers.mine.budget.minute", "1000",
            "quotelake.providers.mine.budget.second", "1000");
    return new DefinedProviders(TestProviders.NO_ONE)
        .open(
            "mine",
            TestSettings.of(settings).providers().get("mine"),
            Map.of(
                "key", new Secret(key),
                "key-id", new Secret(key),
                "secret", new Secret("sandbox-secret")));
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void quotesOfEverySymbolAndWordOfAnUnknownOne(String preset) throws Exception {
    List<String> symbols = symbols(preset);
    List<String> asked = new ArrayList<>(symbols);
    String unknownSymbol = symbols.get(0).replaceFirst("[A-Z]{2,}", "NOSUCHX");
    asked.add(unknownSymbol);
    try (QuoteProvider provider = provider(preset, "sandbox-key")) {
      List<String> unknown = new ArrayList<>();
      int quotes = 0;
      for (int from = 0; from < asked.size(); from += provider.maxSymbols()) {
        int to = Math.min(asked.size(), from + provider.maxSymbols());
        QuoteBatch batch = provider.fetch(asked.subList(from, to));
        assertThat(batch.rejects()).isEmpty();
        assertThat(batch.quotes())
            .allSatisfy(
                quote -> assertThat(quote.quotedAtSource()).isEqualTo(QuotedAtSource.PROVIDER));
        quotes += batch.quotes().size();
        unknown.addAll(batch.unknown());
      }

      assertThat(quotes).isEqualTo(symbols.size());
      assertThat(unknown).containsExactly(unknownSymbol);
    }
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void aWrongKeyIsToldAsSuch(String preset) throws IOException {
    List<String> one = symbols(preset).subList(0, 1);
    try (QuoteProvider provider = provider(preset, "not-the-key")) {
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> provider.fetch(one));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
      assertThat(failure).hasMessageContaining("check quotelake.providers.mine.credentials");
      assertThat(failure.getMessage()).doesNotContain("not-the-key");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "finnhub,BINANCE:SHIBUSDT",
    "twelvedata,SHIB/USD",
    "alpaca-crypto,SHIB/USD",
    "polygon-crypto,X:SHIBUSD"
  })
  void aCoinMayCostLessThanATenthOfACent(String preset, String symbol) throws Exception {
    Quote quote = quote(preset, symbol);

    assertThat(quote.price().toBigDecimal()).isPositive().isLessThan(new BigDecimal("0.001"));
    assertThat(quote.low().toBigDecimal()).isLessThanOrEqualTo(quote.price().toBigDecimal());
  }

  @ParameterizedTest
  @CsvSource({"alpaca-crypto,BTC/USD", "polygon-crypto,X:BTCUSD"})
  void aCoinTradesInFractionsAndNeverCloses(String preset, String symbol) throws Exception {
    Quote quote = quote(preset, symbol);

    assertThat(quote.dayVolume().toBigDecimal().stripTrailingZeros().scale()).isPositive();
    assertThat(quote.market()).isEqualTo("24/7");
  }

  @Test
  void aStockFromElsewhereKeepsItsSymbolAndHasItsCurrency() throws Exception {
    assertThat(quote("twelvedata", "SAP:XETR"))
        .returns("SAP:XETR", Quote::symbol)
        .returns("EUR", Quote::currency);
    assertThat(quote("finnhub", "SAP.DE")).returns("SAP.DE", Quote::symbol);
  }

  private static Quote quote(String preset, String symbol) throws Exception {
    try (QuoteProvider provider = provider(preset, "sandbox-key")) {
      return provider.fetch(List.of(symbol)).quotes().get(0);
    }
  }
}
