// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.GatewaySettings.PublisherKind;
import dev.quotelake.gateway.config.GatewaySettings.WatchlistSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "quotelake.hub.bootstrap-servers", "localhost:9092",
              "quotelake.providers.alpaca.definition", "alpaca",
              "quotelake.providers.alpaca.watchlist", "IBM,AIG"));

  @Test
  void everythingElseHasADefault() {
    GatewaySettings settings = TestSettings.of(properties);

    assertThat(settings.publisher()).isEqualTo(PublisherKind.KAFKA);
    assertThat(settings.hub().name()).isEqualTo("quotes");
    assertThat(settings.hub().deadLetterName()).isEqualTo("quotes-dead-letters");
    assertThat(settings.hub().auth()).isEqualTo(HubSettings.Auth.NONE);
    assertThat(settings.hub().compression()).isEqualTo(HubSettings.Compression.NONE);
    assertThat(settings.publish().window()).isEqualTo(10_000);
    assertThat(settings.publish().stall()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.deadLetters().perSecond()).isEqualTo(10);
    assertThat(settings.deadLetters().recordLimit()).isEqualTo(4_096);
    assertThat(settings.canary().interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.watchlist().share()).isEqualTo(WatchlistSettings.Share.NONE);
    assertThat(settings.watchlist().controlName()).isEqualTo("quotelake-control");
    assertThat(settings.watchlist().group()).isEqualTo("quotelake-gateway");
    assertThat(settings.watchlist().sessionTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.watchlist().refresh()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.secrets().refresh()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.shutdown().grace()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.instance()).isEmpty();
  }

  @Test
  void aProviderHasDefaultsToo() {
    ProviderSettings provider = TestSettings.of(properties).providers().get("alpaca");

    assertThat(provider.interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(provider.concurrency()).isEqualTo(2);
    assertThat(provider.publishUnchanged()).isFalse();
    assertThat(provider.keepRaw()).isFalse();
    assertThat(provider.retryParked()).isEqualTo(Duration.ofHours(1));
    assertThat(provider.credentials()).isEmpty();
    assertThat(provider.symbolsPerRequest()).isEmpty();
  }

  @Test
  void theSmallestSettingsHaveNoMistake() {
    assertThat(mistakes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "quotelake.publish.window, 0",
    "quotelake.publish.stall, 0s",
    "quotelake.dead-letters.per-second, 0",
    "quotelake.dead-letters.record-limit, -1",
    "quotelake.shutdown.grace, 0s",
    "quotelake.watchlist.refresh, 0s",
    "quotelake.secrets.refresh, 0s",
    "quotelake.providers.alpaca.market, NYSE!",
    "quotelake.providers.alpaca.market, xnys",
    "quotelake.hub.bootstrap-servers, localhost",
    "quotelake.hub.bootstrap-servers, 'localhost:9092,other'",
    "quotelake.hub.bootstrap-servers, http://localhost:9092",
    "quotelake.hub.namespace, https://ns.servicebus.windows.net",
    "quotelake.hub.namespace, ns.servicebus.windows.net:9093",
    "quotelake.hub.connection-string, Endpoint=sb://ns/;SharedAccessKey=x",
    "quotelake.providers.alpaca.concurrency, 0",
    "quotelake.providers.alpaca.concurrency, 65",
    "quotelake.providers.alpaca.symbols-per-request, 0",
    "quotelake.providers.alpaca.retry-parked, 0s",
  })
  void namesTheSettingThatIsOutOfBounds(String setting, String value) {
    properties.put(setting, value);

    assertThat(mistakes()).singleElement().asString().startsWith(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "quotelake.publish.window, 1",
    "quotelake.dead-letters.per-second, 1",
    "quotelake.dead-letters.record-limit, 0",
    "quotelake.canary.interval, 0s",
    "quotelake.hub.bootstrap-servers, '[::1]:9092, kafka-1.example.com:9093'",
    "quotelake.hub.namespace, ns.servicebus.windows.net",
    "quotelake.providers.alpaca.market, XNYS",
    "quotelake.providers.alpaca.market, 24/7",
    "quotelake.providers.alpaca.market, FX",
    "quotelake.providers.alpaca.interval, 0s",
    "quotelake.providers.alpaca.concurrency, 1",
    "quotelake.providers.alpaca.concurrency, 64",
    "quotelake.providers.alpaca.symbols-per-request, 1",
  })
  void takesWhatIsJustWithinBounds(String setting, String value) {
    properties.put(setting, value);

    assertThat(mistakes()).isEmpty();
  }

  @Test
  void namesAllMistakesAtOnce() {
    properties.remove("quotelake.hub.bootstrap-servers");
    properties.put("quotelake.publish.window", "-5");
    properties.put("quotelake.providers.canary.definition", "finnhub");
    properties.put("quotelake.providers.canary.watchlist", "IBM");

    assertThat(mistakes())
        .hasSize(3)
        .anyMatch(mistake -> mistake.startsWith("quotelake.hub.bootstrap-servers is missing"))
        .anyMatch(mistake -> mistake.startsWith("quotelake.publish.window=-5"))
        .anyMatch(mistake -> mistake.startsWith("quotelake.providers.canary"));
  }

  @Test
  void needsAProvider() {
    assertThat(
            new SettingsCheck(
                    TestSettings.of(Map.of("quotelake.hub.bootstrap-servers", "localhost:9092")),
                    Set.of())
                .mistakes())
        .singleElement()
        .asString()
        .startsWith("no provider is set");
  }

  @Test
  void listsTheAllowedValuesOfAnUnknownOne() {
    properties.put("quotelake.watchlist.share", "pairs");

    assertThatThrownBy(() -> TestSettings.of(properties))
        .hasMessageContaining("quotelake.watchlist.share")
        .hasMessageContaining("pairs")
        .hasMessageContaining("none")
        .hasMessageContaining("group");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka, connection-string, quotelake.hub.connection-string is missing",
    "kafka, managed-identity, quotelake.hub.namespace is missing",
    "eventhubs, workload-identity, quotelake.hub.namespace is missing",
    "eventhubs, none, quotelake.hub.auth=none",
  })
  void saysWhatTheHubNeedsToLetUsIn(String publisher, String auth, String mistake) {
    properties.remove("quotelake.hub.bootstrap-servers");
    properties.put("quotelake.publisher", publisher);
    properties.put("quotelake.hub.auth", auth);

    assertThat(mistakes()).singleElement().asString().startsWith(mistake);
  }

  @Test
  void sharingNeedsKafka() {
    properties.put("quotelake.publisher", "eventhubs");
    properties.put("quotelake.hub.auth", "managed-identity");
    properties.put("quotelake.hub.namespace", "ns.servicebus.windows.net");
    properties.put("quotelake.watchlist.share", "group");

    assertThat(mistakes())
        .singleElement()
        .asString()
        .startsWith("quotelake.watchlist.share=group needs quotelake.publisher=kafka");
  }

  @Test
  void addsWhatThePartsFindAndTellsItAllAtOnce() {
    properties.put("quotelake.publish.window", "0");
    SettingsCheck check = new SettingsCheck(TestSettings.of(properties), Set.of());

    assertThat(check.attempt(() -> "a part")).contains("a part");
    assertThat(
            check.attempt(
                () -> {
                  throw new SettingsException("a secret leads nowhere");
                }))
        .isEmpty();

    assertThatThrownBy(check::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "2 mistakes in the settings:\n"
                + "  - quotelake.publish.window=0 is less than 1\n"
                + "  - a secret leads nowhere");
  }

  @Test
  void finishesQuietlyWhenThereIsNoMistake() {
    new SettingsCheck(TestSettings.of(properties), Set.of()).finish();
  }

  @Test
  void aSecretIsNeverPrinted() {
    Secret secret = new Secret("planted");

    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo("planted");

    secret.replace("new");

    assertThat(secret.reveal()).isEqualTo("new");
  }

  @Test
  void anExceptionTellsEachMistakeOnALineOfItsOwn() {
    SettingsException several = new SettingsException(List.of("one", "two"));

    assertThat(several).hasMessage("2 mistakes in the settings:\n  - one\n  - two");
    assertThat(several.mistakes()).containsExactly("one", "two");
    assertThat(new SettingsException("one")).hasMessage("one");
  }

  private List<String> mistakes() {
    return new SettingsCheck(TestSettings.of(properties), Set.of()).mistakes();
  }
}
