// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.TestSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of Event Hubs, as Microsoft's page on Kafka client configurations has them. */
class EventHubsProfileTest {

  private static final Map<String, String> CONNECTION_STRING =
      Map.of(
          "quotelake.hub.auth",
          "connection-string",
          "quotelake.hub.connection-string",
          "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=a\"b");

  @Test
  void staysWithinTheServicesLimits() {
    ProducerConfig client = parsed(CONNECTION_STRING);

    assertThat(client.getLong("connections.max.idle.ms")).isLessThan(240_000);
    assertThat(client.getLong("metadata.max.age.ms")).isLessThan(240_000);
    assertThat(client.getLong("metadata.max.idle.ms")).isLessThan(240_000);
    assertThat(client.getInt("max.request.size")).isLessThan(1_046_528);
    assertThat(client.getInt("request.timeout.ms")).isGreaterThanOrEqualTo(60_000);
    assertThat(client.getString("acks")).isEqualTo("-1");
    assertThat(client.getBoolean("enable.idempotence")).isTrue();
    assertThat(client.getString("compression.type")).isEqualTo("none");
  }

  @Test
  void logsInWithTheConnectionStringAtTheNamespacesKafkaPort() {
    ProducerConfig client = parsed(CONNECTION_STRING);

    assertThat(client.getList("bootstrap.servers"))
        .containsExactly("ns.servicebus.windows.net:9093");
    assertThat(client.getString("security.protocol")).isEqualTo("SASL_SSL");
    assertThat(client.getString("sasl.mechanism")).isEqualTo("PLAIN");
    assertThat(client.getPassword("sasl.jaas.config").value()).contains("PlainLoginModule");
    assertThat(client.getClass("sasl.client.callback.handler.class"))
        .isEqualTo(HubPasswordHandler.class);
    assertThat(client.getClass("ssl.engine.factory.class")).isEqualTo(CappedSslEngineFactory.class);
  }

  @Test
  void eachConnectionLogsInWithTheConnectionStringAsItIsThen() throws Exception {
    Secret key = new Secret("first");
    HubPasswordHandler handler = new HubPasswordHandler();
    handler.configure(Map.of(HubPasswordHandler.CONNECTION_STRING, key), "PLAIN", List.of());
    NameCallback name = new NameCallback("user");
    PasswordCallback password = new PasswordCallback("password", false);

    key.replace("second");
    handler.handle(new Callback[] {name, password});

    assertThat(name.getName()).isEqualTo("$ConnectionString");
    assertThat(password.getPassword()).containsExactly("second".toCharArray());
  }

  @Test
  void logsInWithAnIdentity() {
    ProducerConfig client =
        parsed(
            Map.of(
                "quotelake.hub.auth",
                "workload-identity",
                "quotelake.hub.namespace",
                "ns.servicebus.windows.net",
                "quotelake.hub.identity-client-id",
                "abc"));

    assertThat(client.getString("sasl.mechanism")).isEqualTo("OAUTHBEARER");
    assertThat(client.getClass("sasl.login.callback.handler.class"))
        .isEqualTo(HubTokenHandler.class);
    assertThat(client.getPassword("sasl.jaas.config").value())
        .contains("identity=\"WORKLOAD_IDENTITY\"")
        .contains("resource=\"https://ns.servicebus.windows.net\"")
        .contains("clientId=\"abc\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "lz4", "zstd"})
  void refusesCodecsThatEventHubsDoesNotKnow(String codec) {
    assertThatThrownBy(() -> TestSettings.of(Map.of("quotelake.hub.compression", codec)))
        .hasStackTraceContaining("quotelake.hub.compression")
        .hasStackTraceContaining(codec);
  }

  @Test
  void saysWhatToDoWhenTheNamespaceTakesNoGzip() {
    assertThat(SendFailure.explain(new UnsupportedForMessageFormatException("old format")))
        .contains("quotelake.hub.compression=none")
        .contains("Premium");
  }

  private static ProducerConfig parsed(Map<String, String> settings) {
    Map<String, Object> client =
        new HashMap<>(ChannelDouble.clientSettings(TestSettings.of(settings)));
    client.put("key.serializer", ByteArraySerializer.class);
    client.put("value.serializer", ByteArraySerializer.class);
    return new ProducerConfig(client);
  }
}
