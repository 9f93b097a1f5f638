// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubAccessTest {

  private static final String GOOD =
      "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=s3cret=";

  @Test
  void readsTheNamespaceFromTheConnectionString() {
    HubAccess access = access("auth", "connection-string", "connection-string", GOOD);

    assertThat(access.mistakes()).isEmpty();
    assertThat(access.namespace()).contains("ns.servicebus.windows.net");
    assertThat(access.connectionString().reveal()).isEqualTo(GOOD);
  }

  @Test
  void asksForTokensOfTheNamespace() {
    HubAccess access = access("auth", "managed-identity", "namespace", "ns.servicebus.windows.net");

    assertThat(access.resource()).isEqualTo("https://ns.servicebus.windows.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection-string |                                   | connection-string is missing
          connection-string | SharedAccessKey=s3cret            | is not one of Event Hubs
          connection-string | Endpoint=sb://ns/;SharedAccessKey=s3cret;EntityPath=other | opens the hub 'other' only
          managed-identity  |                                   | quotelake.hub.namespace is missing
          workload-identity |                                   | quotelake.hub.namespace is missing
          """)
  void saysWhatDoesNotBelongTogether(String auth, String connectionString, String message) {
    Map<String, String> settings = new HashMap<>(Map.of("quotelake.hub.auth", auth));
    if (connectionString != null) {
      settings.put("quotelake.hub.connection-string", connectionString);
    }

    assertThat(of(settings).mistakes())
        .singleElement(as(STRING))
        .contains(message)
        .doesNotContain("s3cret");
  }

  @Test
  void refusesEventHubsWithoutALogin() {
    assertThat(of(Map.of("quotelake.publisher", "eventhubs")).mistakes())
        .singleElement(as(STRING))
        .contains("quotelake.hub.auth=none");
  }

  private static HubAccess access(String... hub) {
    Map<String, String> settings = new HashMap<>();
    for (int at = 0; at < hub.length; at += 2) {
      settings.put("quotelake.hub." + hub[at], hub[at + 1]);
    }
    return of(settings);
  }

  private static HubAccess of(Map<String, String> settings) {
    return new HubAccess(TestSettings.of(settings), (setting, value) -> new Secret(value));
  }
}
