// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.publish.DeadLetters;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends dead letters over the Kafka protocol, through a producer of its own: a dead-letter hub that
 * is missing must not hold up the quotes.
 */
public final class KafkaDeadLetterHub implements DeadLetters.Hub {

  private static final String CHANNEL = "dead-letters";

  private final HubProducer hub;
  private final String topic;

  /** To a hub (topic), with the channel's producer. */
  public KafkaDeadLetterHub(KafkaClientService kafka, String topic) {
    this.hub = new HubProducer(kafka.getProducer(CHANNEL));
    this.topic = topic;
  }

  @Override
  public CompletionStage<Void> send(byte[] key, byte[] json) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    hub.run(
        producer -> send(producer, new ProducerRecord<>(topic, key, json), stored),
        stored::completeExceptionally);
    return stored;
  }

  @Override
  public void close() {
    hub.close();
  }

  private void send(
      Producer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> letter,
      CompletableFuture<Void> stored) {
    producer.send(
        letter,
        (metadata, failure) -> {
          if (failure == null) {
            stored.complete(null);
            return;
          }
          if (SendFailure.of(failure) == SendFailure.PRODUCER_LOST) {
            hub.run(sending -> hub.replace(producer, failure), unreached -> {});
          }
          stored.completeExceptionally(failure);
        });
  }
}
