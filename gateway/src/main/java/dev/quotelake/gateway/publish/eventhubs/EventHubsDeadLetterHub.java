// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.SendOptions;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.publish.DeadLetterHub;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Sends dead letters over AMQP, on a connection of its own. */
@Singleton
@Typed(EventHubsDeadLetterHub.class)
public final class EventHubsDeadLetterHub implements DeadLetterHub {

  private static final int RETRIES = 3;

  private final HubClient hub;

  /** Connects with the first dead letter. */
  @Inject
  public EventHubsDeadLetterHub(ClientFactory clients, GatewaySettings settings) {
    this.hub = new HubClient(() -> clients.create(settings.hub().deadLetterName(), RETRIES));
  }

  @Override
  public CompletionStage<Void> send(byte[] key, byte[] json) {
    SendOptions options =
        new SendOptions().setPartitionKey(new String(key, StandardCharsets.UTF_8));
    return Mono.defer(() -> hub.current().send(List.of(new EventData(json)), options)).toFuture();
  }

  @Override
  public void close() {
    hub.close();
  }
}
