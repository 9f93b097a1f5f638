// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
public final class Hub implements AutoCloseable {
  public static final String QUOTES = "quotes";
  public static final String DEAD_LETTERS = "quotes-dead-letters";
  private static final int PARTITIONS = 4;

  /** The key of the gateway's own quotes, which prove the chain and are no market data. */
  public static final String CANARY_KEY = "~canary";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String bootstrap;
  private final Admin admin;

  public Hub(String bootstrap) {
    this.bootstrap = bootstrap;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  /** Creates the hubs that are not there yet. */
  public void create() throws InterruptedException, ExecutionException {
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
  public Map<Integer, Long> ends() throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, PARTITIONS)
            .mapToObj(it -> new TopicPartition(QUOTES, it))
            .collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(it -> it.getKey().partition(), it -> it.getValue().offset()));
  }

  /** How many quotes of the market the hub holds: all records but the canaries. */
  public long quotes() throws InterruptedException, ExecutionException {
    Map<Integer, Long> ends = ends();
    long quotes = 0;
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = ends.keySet().stream().map(it -> new TopicPartition(QUOTES, it)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it, PATIENCE) < ends.get(it.partition()))) {
        for (var record : consumer.poll(PATIENCE)) {
          quotes += CANARY_KEY.equals(record.key()) ? 0 : 1;
        }
      }
    }
    return quotes;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
