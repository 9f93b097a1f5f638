// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.sandbox.AlpacaDouble;
import dev.quotelake.gateway.sandbox.GatewayProgram;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import dev.quotelake.gateway.sandbox.SandboxEventHubs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built gateway, as a process, before the double of Event Hubs: TLS, login, both protocols. */
class GatewayThroughEventHubsIT {

  private static final String KEY = "planted-hub-key-91bd";

  private static SandboxBroker broker;
  private static SandboxEventHubs eventHubs;

  private final Map<String, String> settings = new HashMap<>();
  private AlpacaDouble alpaca;
  private String hub;

  @BeforeAll
  static void start() throws Exception {
    broker = SandboxBroker.start();
    eventHubs = SandboxEventHubs.before(broker, "--key", KEY);
  }

  @AfterAll
  static void stop() {
    eventHubs.close();
    broker.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    alpaca = new AlpacaDouble();
    hub = "quotes-" + UUID.randomUUID();
    broker.create(hub, 4);
    broker.create(hub + "-dead", 1);
    settings.put("quotelake.hub.name", hub);
    settings.put("quotelake.hub.dead-letter-name", hub + "-dead");
    settings.put("quotelake.hub.auth", "connection-string");
    settings.put(
        "quotelake.hub.connection-string",
        "Endpoint=sb://localhost/;SharedAccessKeyName=sandbox;SharedAccessKey=" + KEY);
    settings.put("quotelake.hub.bootstrap-servers", eventHubs.kafka());
    settings.put("quotelake.hub.amqp-endpoint", "https://" + eventHubs.amqps());
    settings.put("javax.net.ssl.trustStore", eventHubs.trustStore().toString());
    settings.put("javax.net.ssl.trustStorePassword", "changeit");
    settings.put("quotelake.canary.interval", "500ms");
    settings.put("quotelake.providers.alpaca.definition", "alpaca");
    settings.put("quotelake.providers.alpaca.base-url", alpaca.url());
    settings.put("quotelake.providers.alpaca.watchlist", "IBM,AIG,BADPRICE");
    settings.put("quotelake.providers.alpaca.interval", "100ms");
    settings.put("quotelake.providers.alpaca.credentials.key-id", "it");
    settings.put("quotelake.providers.alpaca.credentials.secret", "it");
  }

  @AfterEach
  void heal() {
    alpaca.close();
    eventHubs.heal();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "eventhubs"})
  void carriesQuotesAndDeadLettersAndShowsTheKeyNowhere(String publisher) throws Exception {
    eventHubs.faults("{\"resetOnApiVersions4\": true}");
    settings.put("quotelake.publisher", publisher);
    settings.put("quarkus.log.level", "DEBUG");

    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      broker.readUntil(hub, stored -> keys(stored).containsAll(Set.of("IBM", "AIG", "~canary")));
      broker.readUntil(hub + "-dead", letters -> !letters.isEmpty());
      assertThat(gateway.health("ready")).isEqualTo(200);
      assertThat(gateway.metrics()).doesNotContain(KEY);
      assertThat(gateway.page()).doesNotContain(KEY);

      assertThat(gateway.terminate()).as(gateway.log()).isZero();

      assertThat(gateway.log()).contains("DEBUG").doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "eventhubs"})
  void namesWhatItsLoginLacksAndDoesNotStart(String publisher) throws Exception {
    settings.put("quotelake.publisher", publisher);
    settings.remove("quotelake.hub.connection-string");

    try (GatewayProgram gateway = GatewayProgram.start(settings)) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.log())
          .contains("quotelake.hub.connection-string is missing")
          .doesNotContain("Exception");
    }
  }

  @Test
  void saysClearlyThatTheEndpointResetsWhenTheCapIsOff() throws Exception {
    eventHubs.faults("{\"resetOnApiVersions4\": true}");
    settings.put("quotelake.hub.cap-api-versions", "false");

    try (GatewayProgram gateway = GatewayProgram.start(settings)) {
      await().until(() -> gateway.log().contains("quotelake.publisher=eventhubs"));

      assertThat(gateway.health("started")).isEqualTo(503);
      assertThat(gateway.terminate()).isZero();
    }
  }

  private static Set<String> keys(List<ConsumerRecord<byte[], byte[]>> stored) {
    return stored.stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}
