// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.QuotePublisherContract;
import dev.quotelake.gateway.publish.TestHub;
import dev.quotelake.gateway.quote.SampleQuotes;
import dev.quotelake.gateway.sandbox.SandboxEventHubs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AMQP way keeps the promises, through the double of Event Hubs. */
class EventHubsQuotePublisherIT extends QuotePublisherContract {

  private SandboxEventHubs eventHubs;

  @Override
  protected void startHub() throws Exception {
    eventHubs = SandboxEventHubs.before(broker);
  }

  @Override
  protected void stopHub() {
    eventHubs.close();
  }

  @Override
  protected QuotePublisher open(String hub) {
    GatewaySettings settings =
        TestSettings.of(
            Map.of(
                "quotelake.publisher",
                "eventhubs",
                "quotelake.hub.auth",
                "connection-string",
                "quotelake.hub.connection-string",
                eventHubs.connectionString(),
                "quotelake.hub.name",
                hub));
    return new EventHubsQuotePublisher(settings.hub(), TestHub.access(settings));
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
        "{\"serverBusy\": 2}",
        "{\"reject\": 2}",
        "{\"reject\": 1, \"rejectCondition\": \"amqp:not-allowed\"}",
        "{\"detach\": 2}",
        "{\"drop\": 2}",
        "{\"loseAcknowledgement\": 1}"
      })
  void storesEverythingThroughAPassingFault(String faults) throws Exception {
    get(publisher.publish(SampleQuotes.oneEach(100, 1)));
    eventHubs.faults(faults);

    PublishReport report = get(publisher.publish(SampleQuotes.oneEach(400, 2)));

    assertThat(report).isEqualTo(new PublishReport(400, List.of()));
    assertThat(stored().stream().distinct()).hasSize(500);
  }

  @Test
  void waitsForCreditWithoutGivingUp() throws Exception {
    eventHubs.faults("{\"withholdCredit\": true}");
    CompletionStage<PublishReport> open = publisher.publish(SampleQuotes.oneEach(50, 1));
    assertThat(open.toCompletableFuture()).isNotDone();

    eventHubs.heal();

    assertThat(get(open).acknowledged()).isEqualTo(50);
  }

  @Test
  void saysThatTheIdentityIsRefused() {
    QuotePublisher unwelcome = open(topic);
    try {
      eventHubs.faults("{\"authFailure\": true}");
      assertThatThrownBy(unwelcome::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("Azure Event Hubs Data Sender")
          .hasMessageNotContaining("sandbox-key");
    } finally {
      unwelcome.close();
    }
  }

  @Test
  void goesOnWhenTheRoleIsGivenAfterAll() throws Exception {
    eventHubs.faults("{\"forbidden\": true}");
    CompletionStage<PublishReport> open = publisher.publish(SampleQuotes.oneEach(20, 1));
    assertThat(open.toCompletableFuture()).isNotDone();

    eventHubs.heal();

    assertThat(get(open).acknowledged()).isEqualTo(20);
  }
}
