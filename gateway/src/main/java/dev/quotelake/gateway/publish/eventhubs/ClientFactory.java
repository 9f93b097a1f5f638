// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.HubSettings;
import dev.quotelake.gateway.publish.HubAccess;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Builds Azure's producer client for a hub from the gateway's settings. */
@Singleton
public final class ClientFactory {

  /** Without an answer for this long an attempt has failed. */
  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(30);

  /** The client waits four seconds more than this before it tries again. */
  private static final Duration DELAY = Duration.ofMillis(100);

  /** Must exceed the delay with those four seconds, else the client fails at its first retry. */
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  private final HubSettings settings;
  private final HubAccess access;

  /** Takes what concerns the hub. */
  @Inject
  public ClientFactory(GatewaySettings settings, HubAccess access) {
    this.settings = settings.hub();
    this.access = access;
  }

  /**
   * A client for one hub of the namespace; it connects when it is first used.
   *
   * @param retries how often the client itself sends again; 0 where the caller owns that policy
   */
  EventHubProducerAsyncClient create(String hub, int retries) {
    EventHubClientBuilder builder =
        new EventHubClientBuilder()
            .retryOptions(
                new AmqpRetryOptions()
                    .setMode(AmqpRetryMode.FIXED)
                    .setMaxRetries(retries)
                    .setDelay(DELAY)
                    .setMaxDelay(MAX_DELAY)
                    .setTryTimeout(TRY_TIMEOUT));
    settings.amqpEndpoint().ifPresent(builder::customEndpointAddress);
    if (access.auth() == HubSettings.Auth.CONNECTION_STRING) {
      builder.connectionString(access.connectionString().reveal(), hub);
    } else {
      builder.credential(
          access.namespace().orElseThrow(),
          hub,
          new HubCredential(access.tokens(), access.resource()));
    }
    return builder.buildAsyncProducerClient();
  }
}
