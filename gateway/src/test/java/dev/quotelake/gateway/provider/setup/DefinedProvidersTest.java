// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From settings to a provider that can be asked. */
class DefinedProvidersTest {

  private static final Map<String, Secret> KEY = Map.of("key", new Secret("sesame"));

  private final DefinedProviders providers = new DefinedProviders(TestProviders.NO_ONE);

  private static ProviderSettings settings(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quotelake.providers.mine.watchlist", "ACME");
    more.forEach((key, value) -> properties.put("quotelake.providers.mine." + key, value));
    return TestSettings.of(properties).providers().get("mine");
  }

  @Test
  void aPresetAsksWhereTheSettingsSay() throws Exception {
    try (TestServer server =
            new TestServer(
                (request, out) -> TestServer.send(out, 200, "{\"c\":1.5,\"t\":1773759620}"));
        QuoteProvider provider =
            providers.open(
                "mine", settings(Map.of("definition", "finnhub", "base-url", server.url())), KEY)) {
      assertThat(provider.fetch(List.of("ACME"), provider.awaitTurn(1)).quotes()).hasSize(1);
      assertThat(server.requests().get(0).headers()).contains("X-Finnhub-Token: sesame");
      // The second may be over by now, where the machine is slow.
      List<Quota> quotas = provider.vitals().quotas();
      assertThat(quotas).extracting(Quota::window).containsExactly("second", "minute");
      assertThat(quotas).extracting(Quota::limit).containsExactly(30L, 60L);
      assertThat(quotas.get(0).remaining()).isBetween(29L, 30L);
      assertThat(quotas.get(1).remaining()).isEqualTo(59);
    }
  }

  @Test
  void aRequestIsNoLargerThanTheAllowanceOrTheSettingsLetIt() {
    assertThat(maxSymbols(Map.of("definition", "twelvedata"))).isEqualTo(8);
    assertThat(
            maxSymbols(
                Map.of("definition", "twelvedata", "budget.minute", "55", "budget.day", "100000")))
        .isEqualTo(55);
    assertThat(maxSymbols(Map.of("definition", "polygon", "symbols-per-request", "20")))
        .isEqualTo(20);
    assertThat(maxSymbols(Map.of("definition", "polygon"))).isEqualTo(250);
  }

  @Test
  void theSettingsCanNameTheMarket() throws Exception {
    try (TestServer server =
            new TestServer((request, out) -> TestServer.send(out, 200, "{\"c\":1.5}"));
        QuoteProvider provider =
            providers.open(
                "mine",
                settings(
                    Map.of("definition", "finnhub", "base-url", server.url(), "market", "XLON")),
                KEY)) {
      assertThat(provider.fetch(List.of("ACME"), provider.awaitTurn(1)).quotes())
          .singleElement()
          .satisfies(quote -> assertThat(quote.market()).isEqualTo("XLON"));
    }
  }

  private int maxSymbols(Map<String, String> settings) {
    try (QuoteProvider provider = providers.open("mine", settings(settings), KEY)) {
      return provider.maxSymbols();
    }
  }

  @Test
  void whatDoesNotFitTogetherIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                providers.open(
                    "mine",
                    settings(
                        Map.of(
                            "definition", "alpaca",
                            "base-url", "localhost:80",
                            "parameters.fed", "sip",
                            "symbols-per-request", "501",
                            "budget.minute", "0")),
                    Map.of("key-id", new Secret("open"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("quotelake.providers.mine.credentials.secret is missing")
        .hasMessageContaining("quotelake.providers.mine.parameters.fed is not in the definition")
        .hasMessageContaining("quotelake.providers.mine.base-url is no URL")
        .hasMessageContaining("symbols-per-request=501 is more than the definition's")
        .hasMessageContaining("at least 1, not 0")
        .hasMessageNotContaining("open");
  }

  @Test
  void aDefinitionThatDoesNotExistIsToldWithItsSetting() {
    assertThatThrownBy(() -> providers.open("mine", settings(Map.of("definition", "alpacca")), KEY))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("quotelake.providers.mine.definition: ");
  }
}
