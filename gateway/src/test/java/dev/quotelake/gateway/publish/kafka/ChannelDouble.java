// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.publish.TestHub;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaProducer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The channels without the container: SmallRye's own producer, configured as the channel is. */
final class ChannelDouble implements KafkaClientService {

  private final KafkaProducer<byte[], byte[]> producer;

  static ChannelDouble of(GatewaySettings settings) {
    return new ChannelDouble(clientSettings(settings));
  }

  static Map<String, Object> clientSettings(GatewaySettings settings) {
    return new KafkaClientSettings(settings.hub(), TestHub.access(settings)).producer();
  }

  ChannelDouble(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("client.id", "test");
    settings.put("key.serializer", ByteArraySerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    producer =
        new ReactiveKafkaProducer<>(
            settings, "quotes", 1_000, true, null, null, null, (created, with) -> {});
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> KafkaProducer<K, V> getProducer(String channel) {
    return (KafkaProducer<K, V>) producer;
  }

  @Override
  public <K, V> List<KafkaConsumer<K, V>> getConsumers(String channel) {
    return List.of();
  }

  @Override
  public Set<String> getConsumerChannels() {
    return Set.of();
  }

  @Override
  public Set<String> getProducerChannels() {
    return Set.of("quotes");
  }
}
