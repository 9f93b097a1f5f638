// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.publish.HubAccess;

/** The client settings without the container. */
final class TestHub {

  private TestHub() {}

  static KafkaClientSettings clientSettings(GatewaySettings settings) {
    return new KafkaClientSettings(
        settings, new HubAccess(settings, (setting, value) -> new Secret(value)));
  }
}
