// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.SendOptions;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.publish.DeadLetters;
import dev.quotelake.gateway.publish.HubAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Sends dead letters over AMQP, on a connection of its own. */
public final class EventHubsDeadLetterHub implements DeadLetters.Hub {

  private static final int RETRIES = 3;

  private final HubClient hub;

  /** Connects with the first dead letter. */
  public EventHubsDeadLetterHub(HubSettings settings, HubAccess access) {
    hub = new HubClient(access, settings.amqpEndpoint(), settings.deadLetterName(), RETRIES);
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
