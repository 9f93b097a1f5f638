// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The hubs themselves: topics of the real broker. */
final class HubStore implements AutoCloseable {

  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  HubStore(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0);
    admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** How many partitions a hub has; empty when there is no such hub. */
  Optional<Integer> partitionsOf(String hub) {
    try {
      return Optional.of(
          admin.describeTopics(List.of(hub)).topicNameValues().get(hub).get().partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new IllegalStateException("the broker could not describe hub " + hub, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while describing hub " + hub, e);
    }
  }

  /**
   * Appends events in their order, to one partition or to where their keys lead.
   *
   * @return completes when all are stored
   */
  CompletableFuture<Void> append(String hub, Optional<Integer> partition, List<Event> events) {
    CompletableFuture<?>[] stored =
        events.stream()
            .map(event -> append(hub, partition, event))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(stored);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }

  private CompletableFuture<Void> append(String hub, Optional<Integer> partition, Event event) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(hub, partition.orElse(null), event.recordKey(), event.body()),
        (metadata, failure) -> {
          if (failure == null) {
            stored.complete(null);
          } else {
            stored.completeExceptionally(failure);
          }
        });
    return stored;
  }
}
