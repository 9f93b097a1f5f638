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
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.QuotedAtSource;
import dev.quotelake.gateway.sandbox.SandboxProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each preset asks the market simulator, which answers in that vendor's shape. */
class PresetsAgainstSimulatorIT {

  private static final List<String> PRESETS = DefinitionLoader.PRESETS;

  private static SandboxProgram simulator;
  private static List<String> symbols;

  @BeforeAll
  static void start() throws IOException {
    simulator = SandboxProgram.start("market.SimulatorMain", "--port", "0", "--symbols", "20");
    URI list = URI.create(simulator.ready("url") + "/control/symbols");
    try (InputStream in = list.toURL().openStream()) {
      symbols = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().limit(20).toList();
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
    List<String> asked = new ArrayList<>(symbols);
    asked.add("NOSUCHX");
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
      assertThat(unknown).containsExactly("NOSUCHX");
    }
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void aWrongKeyIsToldAsSuch(String preset) {
    try (QuoteProvider provider = provider(preset, "not-the-key")) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> provider.fetch(symbols.subList(0, 1)));

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
      assertThat(failure).hasMessageContaining("check quotelake.providers.mine.credentials");
      assertThat(failure.getMessage()).doesNotContain("not-the-key");
    }
  }
}
