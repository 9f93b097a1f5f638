// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.QuotePublisherContract;
import java.util.Map;

/** The Kafka way keeps the promises, on a real broker. */
class KafkaQuotePublisherIT extends QuotePublisherContract {

  @Override
  protected QuotePublisher open(String hub) {
    GatewaySettings settings =
        TestSettings.of(
            Map.of(
                "quotelake.hub.bootstrap-servers",
                broker.bootstrapServers(),
                "quotelake.hub.name",
                hub));
    return new KafkaQuotePublisher(ChannelDouble.of(settings), hub);
  }

  @Override
  protected void goAway() {
    broker.goAway();
  }

  @Override
  protected void comeBack() throws Exception {
    broker.comeBack();
  }
}
