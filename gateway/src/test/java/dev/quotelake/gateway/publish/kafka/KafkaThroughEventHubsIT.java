// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.identity.TokenServer;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.QuotePublisherContract;
import dev.quotelake.gateway.quote.SampleQuotes;
import dev.quotelake.gateway.sandbox.SandboxEventHubs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kafka way keeps the promises also with the rules of Event Hubs, through its double. */
class KafkaThroughEventHubsIT extends QuotePublisherContract {

  private SandboxEventHubs eventHubs;

  @Override
  protected void startHub() throws Exception {
    eventHubs = SandboxEventHubs.before(broker, "--idle-cut", "PT1S");
  }

  @Override
  protected void stopHub() {
    eventHubs.close();
  }

  @Override
  protected QuotePublisher open(String hub) {
    return open(hub, Map.of());
  }

  private QuotePublisher open(String hub, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quotelake.hub.bootstrap-servers", eventHubs.kafka());
    properties.put("quotelake.hub.auth", "connection-string");
    properties.put("quotelake.hub.connection-string", eventHubs.connectionString());
    properties.put("quotelake.hub.name", hub);
    properties.putAll(more);
    return open(TestSettings.of(properties), Map.of());
  }

  private QuotePublisher openAsIdentity(TokenServer azure) {
    IdentityHandlerForTests.ENVIRONMENT.set(
        Map.of("IDENTITY_ENDPOINT", azure.url(), "IDENTITY_HEADER", "header"));
    return open(
        TestSettings.of(
            Map.of(
                "quotelake.hub.bootstrap-servers",
                eventHubs.kafka(),
                "quotelake.hub.auth",
                "managed-identity",
                "quotelake.hub.namespace",
                "localhost",
                "quotelake.hub.name",
                topic)),
        Map.of("sasl.login.callback.handler.class", IdentityHandlerForTests.class.getName()));
  }

  private QuotePublisher open(GatewaySettings settings, Map<String, ?> more) {
    Map<String, Object> client = ChannelDouble.clientSettings(settings);
    client.putAll(more);
    client.put("ssl.truststore.location", eventHubs.trustStore().toString());
    client.put("ssl.truststore.password", "changeit");
    client.put("max.block.ms", "5000");
    return new KafkaQuotePublisher(new ChannelDouble(client), settings.hub().name());
  }

  @Override
  protected void goAway() {
    eventHubs.faults("{\"refuseConnections\": true}");
    eventHubs.cut();
  }

  @Override
  protected void comeBack() {
    eventHubs.heal();
  }

  @AfterEach
  void heal() {
    eventHubs.heal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"invalidPidMapping\": 1}",
        "{\"drop\": 2}",
        "{\"loseAcknowledgement\": 1}",
        "{\"throttleEventsPerSecond\": 200}"
      })
  void storesEverythingThroughAPassingFault(String faults) throws Exception {
    get(publisher.publish(SampleQuotes.oneEach(100, 1)));
    eventHubs.faults(faults);

    PublishReport report = get(publisher.publish(SampleQuotes.oneEach(400, 2)));

    assertThat(report).isEqualTo(new PublishReport(400, List.of()));
    assertThat(stored()).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void replacesTheProducerWhoseIdentityTheHubForgot() throws Exception {
    eventHubs.faults("{\"invalidPidMapping\": 1}");

    get(publisher.publish(SampleQuotes.oneEach(50, 1)));

    assertThat(publisher.recreations()).isEqualTo(1);
    assertThat(publisher.retries()).isPositive();
  }

  @Test
  void passesAnEndpointThatResetsOnApiVersions4() throws Exception {
    eventHubs.faults("{\"resetOnApiVersions4\": true}");
    long resets = eventHubs.count("kafka_api_versions_resets");

    QuotePublisher capped = open(topic);
    try {
      capped.connect();
      get(capped.publish(SampleQuotes.oneEach(50, 1)));
    } finally {
      capped.close();
    }

    assertThat(eventHubs.count("kafka_api_versions_resets")).isEqualTo(resets);
  }

  @Test
  void namesTheWayOutWhenTheCapIsOffAndTheEndpointResets() {
    eventHubs.faults("{\"resetOnApiVersions4\": true}");

    QuotePublisher uncapped = open(topic, Map.of("quotelake.hub.cap-api-versions", "false"));
    try {
      assertThatThrownBy(uncapped::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("quotelake.hub.cap-api-versions=true")
          .hasMessageContaining("quotelake.publisher=eventhubs");
    } finally {
      uncapped.close();
    }

    assertThat(eventHubs.count("kafka_api_versions_resets")).isPositive();
  }

  @Test
  void goesOnAfterAnIdleConnectionWasCut() throws Exception {
    get(publisher.publish(SampleQuotes.oneEach(10, 1)));
    long cuts = eventHubs.count("kafka_idle_cuts");

    await().until(() -> eventHubs.count("kafka_idle_cuts") > cuts);

    assertThat(get(publisher.publish(SampleQuotes.oneEach(10, 2))).acknowledged()).isEqualTo(10);
    assertThat(stored()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void publishesAsAManagedIdentity() throws Exception {
    try (TokenServer azure = new TokenServer("https://localhost")) {
      QuotePublisher identified = openAsIdentity(azure);
      try {
        identified.connect();
        assertThat(get(identified.publish(SampleQuotes.oneEach(30, 1))).acknowledged())
            .isEqualTo(30);
      } finally {
        identified.close();
      }
      assertThat(azure.asked()).isNotEmpty();
    }
  }

  @Test
  void saysThatATokenOfAnotherAudienceIsRefused() throws Exception {
    try (TokenServer azure = new TokenServer("https://elsewhere")) {
      QuotePublisher unwelcome = openAsIdentity(azure);
      try {
        assertThatThrownBy(unwelcome::connect)
            .isInstanceOf(HubException.class)
            .hasMessageContaining("quotelake.hub.auth");
      } finally {
        unwelcome.close();
      }
    }
  }

  @Test
  void saysThatTheIdentityIsRefused() {
    eventHubs.faults("{\"authFailure\": true}");

    QuotePublisher unwelcome = open(topic);
    try {
      assertThatThrownBy(unwelcome::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("quotelake.hub.auth")
          .hasMessageNotContaining("sandbox-key");
    } finally {
      unwelcome.close();
    }
  }

  @Test
  void saysThatTheRoleIsMissing() {
    eventHubs.faults("{\"forbidden\": true}");

    QuotePublisher unwelcome = open(topic);
    try {
      assertThatThrownBy(unwelcome::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("Azure Event Hubs Data Sender");
    } finally {
      unwelcome.close();
    }
  }
}
