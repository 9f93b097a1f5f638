// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.SettingsException;
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
          SharedAccessKey=s3cret                          | is not one of Event Hubs
          Endpoint=sb://ns/;SharedAccessKeyName=s3cret    | is not one of Event Hubs
          Endpoint=;SharedAccessKey=s3cret                | is not one of Event Hubs
          Endpoint=sb://ns/;SharedAccessKey=s3cret;EntityPath=other | opens the hub 'other' only
          """)
  void refusesAConnectionStringThatOpensNothing(String connectionString, String message) {
    assertThatThrownBy(
            () -> access("auth", "connection-string", "connection-string", connectionString))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("quotelake.hub.connection-string")
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void takesTheConnectionStringOfTheHubItself() {
    HubAccess access =
        access("auth", "connection-string", "connection-string", GOOD + ";EntityPath=quotes");

    assertThat(access.namespace()).contains("ns.servicebus.windows.net");
  }

  private static HubAccess access(String... hub) {
    Map<String, String> settings = new HashMap<>();
    for (int at = 0; at < hub.length; at += 2) {
      settings.put("quotelake.hub." + hub[at], hub[at + 1]);
    }
    return TestHub.access(TestSettings.of(settings));
  }
}
