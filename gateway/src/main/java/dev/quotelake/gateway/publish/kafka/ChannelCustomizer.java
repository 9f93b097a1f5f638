// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Gives the channels the gateway's settings: SmallRye's own defaults would turn idempotence off.
 */
@Singleton
public final class ChannelCustomizer implements ClientCustomizer<Map<String, Object>> {

  private final KafkaClientSettings settings;

  @Inject
  ChannelCustomizer(KafkaClientSettings settings) {
    this.settings = settings;
  }

  @Override
  public Map<String, Object> customize(
      String channel, Config channelConfig, Map<String, Object> client) {
    client.putAll(settings.producer());
    return client;
  }
}
