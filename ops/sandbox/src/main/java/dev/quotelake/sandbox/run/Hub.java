// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The hubs of a run, seen from outside the pipeline. */
final class Hub implements AutoCloseable {
  static final String QUOTES = "quotes";
  static final String DEAD_LETTERS = "quotes-dead-letters";
  static final int PARTITIONS = 4;

  /** The key of the gateway's own quotes, which prove the chain and are no market data. */
  private static final String CANARY = "~canary";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String bootstrap;
  private final Admin admin;

  Hub(String bootstrap) {
    this.bootstrap = bootstrap;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  /** Creates the hubs that are not there yet. */
  void create() throws InterruptedException, ExecutionException {
    var there = admin.listTopics().names().get();
    var wanted =
        List.of(
            new NewTopic(QUOTES, PARTITIONS, (short) 1), new NewTopic(DEAD_LETTERS, 1, (short) 1));
    admin
        .createTopics(wanted.stream().filter(it -> !there.contains(it.name())).toList())
        .all()
        .get();
  }

  /** The offset after the last record of each partition of the quotes. */
  Map<Integer, Long> ends() throws InterruptedException, ExecutionException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      latest.put(new TopicPartition(QUOTES, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(it -> it.getKey().partition(), it -> it.getValue().offset()));
  }

  /** How many quotes of the market the hub holds: all records but the canaries. */
  long quotes() throws InterruptedException, ExecutionException {
    Map<Integer, Long> ends = ends();
    long quotes = 0;
    try (var consumer =
        new KafkaConsumer<>(readingAll(), new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = ends.keySet().stream().map(it -> new TopicPartition(QUOTES, it)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it, PATIENCE) < ends.get(it.partition()))) {
        for (var record : consumer.poll(PATIENCE)) {
          quotes += CANARY.equals(record.key()) ? 0 : 1;
        }
      }
    }
    return quotes;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private Map<String, Object> readingAll() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        10_000);
  }
}
