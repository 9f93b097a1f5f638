// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.config.GatewaySettings.PublisherKind;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientSettingsTest {

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "quotelake.hub.bootstrap-servers", "localhost:9092",
              "quotelake.providers.alpaca.definition", "alpaca",
              "quotelake.providers.alpaca.watchlist", "IBM,AIG"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quotelake.publisher | kafak | quotelake.publisher=kafak is not one of eventhubs, kafka
          quotelake.watchlist.share | pairs | quotelake.watchlist.share=pairs is not one of group, none
          quotelake.providers.alpaca.interval | fast | quotelake.providers.alpaca.interval=fast cannot be read: the default is 1s
          quotelake.publish.window | many | quotelake.publish.window=many cannot be read: the default is 10000
          quotelake.providers.alpaca.symbols-per-request | few | quotelake.providers.alpaca.symbols-per-request=few cannot be read: Expected an integer value, got "few"
          quotelake.providers.alpaca.credentials.key-id | ${NO_SUCH_VARIABLE} | quotelake.providers.alpaca.credentials.key-id refers to NO_SUCH_VARIABLE, which is not set in the environment
          quotelake.providers.alpaca.credentials.key-id | '' | quotelake.providers.alpaca.credentials.key-id is empty: give a value, or leave it out
          quotelake.providers.alpaca.watchlist | '' | quotelake.providers.alpaca.watchlist is empty: give a value, or leave it out
          quotelake.hub.nam | quotes | quotelake.hub.nam is no setting; do you mean quotelake.hub.name?
          quotelake.providers.alpaca.watchlists | IBM | quotelake.providers.alpaca.watchlists is no setting; do you mean quotelake.providers.alpaca.watchlist?
          quotelake.providers.alpaca.budget.minutes | 5 | quotelake.providers.alpaca.budget.minutes is no setting; do you mean quotelake.providers.alpaca.budget.minute?
          quotelake.everything.else | 1 | quotelake.everything.else is no setting
          """)
  void tellsWhatIsWrongInASentence(String setting, String value, String mistake) {
    properties.put(setting, value);

    assertThat(read().mistakes()).containsExactly(Map.entry(setting, mistake));
  }

  @Test
  void tellsWhatIsMissing() {
    properties.remove("quotelake.providers.alpaca.watchlist");

    assertThat(read().mistakes().values())
        .containsExactly("quotelake.providers.alpaca.watchlist is missing");
  }

  @Test
  void findsEveryMistakeAndGoesOnWithTheRest() {
    properties.put("quotelake.publisher", "kafak");
    properties.put("quotelake.hub.nam", "mine");
    properties.put("quotelake.providers.alpaca.interval", "fast");
    properties.put("quotelake.providers.alpaca.concurrency", "7");
    properties.put("quotelake.providers.alpaca.watchlist", "${NO_SUCH_VARIABLE}");

    LenientSettings read = read();

    assertThat(read.mistakes()).hasSize(4);
    assertThat(read.settings().publisher()).isEqualTo(PublisherKind.KAFKA);
    assertThat(read.settings().providers().get("alpaca").interval())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(read.settings().providers().get("alpaca").concurrency()).isEqualTo(7);
  }

  @Test
  void tellsWhatTheProgramsOtherSettingsLack() {
    ConfigValidationException refusal =
        new ConfigValidationException(
            new Problem[] {
              new Problem(
                  "java.lang.IllegalArgumentException: SRCFG00039: The config property"
                      + " quarkus.http.port with the config value \"abc\" threw an Exception whilst"
                      + " being converted SRCFG00029: Expected an integer value, got \"abc\"")
            });

    assertThat(
            LenientSettings.read(refusal, () -> TestSettings.builder(properties))
                .mistakes()
                .values())
        .containsExactly(
            "quarkus.http.port=abc cannot be read: Expected an integer value, got \"abc\"");
  }

  @Test
  void findsMisspeltSettingsInTheEnvironment() {
    assertThat(
            KnownSettings.misspelt(
                Set.of(
                    "QUOTELAKE_PUBLISHER",
                    "QUOTELAKE_PUBLSHER",
                    "QUOTELAKE_HUB_DEADLETTER_NAME",
                    "QUOTELAKE_PROVIDERS_MINE_1_INTERVAL",
                    "QUOTELAKE_PROVIDERS_MINE_1_CREDENTIALS_API_KEY",
                    "QUOTELAKE_PROVIDERS_MINE_1_INTERVALL",
                    "QUOTELAKE_PROVIDERS_SERVICE_HOST",
                    "QUOTELAKE_HUB_PORT_9092_TCP",
                    "QUOTELAKE_VERSION",
                    "PUBLSHER")))
        .containsExactly(
            "QUOTELAKE_HUB_DEADLETTER_NAME in the environment is no setting; do you mean"
                + " QUOTELAKE_HUB_DEAD_LETTER_NAME?",
            "QUOTELAKE_PROVIDERS_MINE_1_INTERVALL in the environment is no setting",
            "QUOTELAKE_PUBLSHER in the environment is no setting; do you mean"
                + " QUOTELAKE_PUBLISHER?");
  }

  private LenientSettings read() {
    ConfigValidationException refusal =
        catchThrowableOfType(ConfigValidationException.class, () -> TestSettings.of(properties));
    return LenientSettings.read(refusal, () -> TestSettings.builder(properties));
  }
}
