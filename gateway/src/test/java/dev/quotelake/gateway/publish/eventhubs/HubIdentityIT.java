// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.identity.TokenServer;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.TestHub;
import dev.quotelake.gateway.quote.SampleQuotes;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import dev.quotelake.gateway.sandbox.SandboxEventHubs;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AMQP over TLS with a token of Entra ID. */
class HubIdentityIT {

  private static SandboxBroker broker;
  private static SandboxEventHubs eventHubs;
  private static SSLContext usual;

  @BeforeAll
  static void start() throws Exception {
    broker = SandboxBroker.start();
    broker.create("quotes", 4);
    eventHubs = SandboxEventHubs.before(broker);
    usual = SSLContext.getDefault();
    SSLContext.setDefault(trusting(eventHubs));
  }

  @AfterAll
  static void stop() {
    SSLContext.setDefault(usual);
    eventHubs.close();
    broker.close();
  }

  @Test
  void publishesAsAManagedIdentity() throws Exception {
    try (TokenServer azure = new TokenServer("https://localhost");
        EventHubsQuotePublisher publisher = publisher(azure)) {
      publisher.connect();

      PublishReport report =
          publisher
              .publish(SampleQuotes.oneEach(100, 1))
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);

      assertThat(report).isEqualTo(new PublishReport(100, List.of()));
      assertThat(azure.asked()).hasSize(1);
      assertThat(broker.records("quotes")).hasSize(100);
    }
  }

  @Test
  void saysThatATokenOfAnotherAudienceIsRefused() throws Exception {
    try (TokenServer azure = new TokenServer("https://elsewhere");
        EventHubsQuotePublisher publisher = publisher(azure)) {
      assertThatThrownBy(publisher::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("Azure Event Hubs Data Sender");
    }
  }

  @Test
  void saysWhyThereIsNoToken() throws Exception {
    try (TokenServer azure = new TokenServer("https://localhost");
        EventHubsQuotePublisher publisher = publisher(azure)) {
      azure.answer(400, "{\"error_description\":\"Identity not found\"}");

      assertThatThrownBy(publisher::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("Identity not found")
          .hasMessageContaining("managed identity");
    }
  }

  private static EventHubsQuotePublisher publisher(TokenServer azure) {
    GatewaySettings settings =
        TestSettings.of(
            Map.of(
                "quotelake.publisher",
                "eventhubs",
                "quotelake.hub.auth",
                "managed-identity",
                "quotelake.hub.namespace",
                "localhost",
                "quotelake.hub.amqp-endpoint",
                "https://" + eventHubs.amqps()));
    return new EventHubsQuotePublisher(
        settings.hub(),
        TestHub.access(
            settings, Map.of("IDENTITY_ENDPOINT", azure.url(), "IDENTITY_HEADER", "header")));
  }

  private static SSLContext trusting(SandboxEventHubs hub) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(hub.trustStore())) {
      trust.load(in, "changeit".toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
