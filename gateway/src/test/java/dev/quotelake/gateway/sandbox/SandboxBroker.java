// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker on a folder of its own; it can go away and come back on the same port. */
public final class SandboxBroker implements AutoCloseable {

  private final Path data;
  private final int port;
  private SandboxProgram program;

  private SandboxBroker(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Starts it without any topic. */
  public static SandboxBroker start() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SandboxBroker broker = new SandboxBroker(Files.createTempDirectory("sandbox-broker-"), port);
    broker.comeBack();
    return broker;
  }

  /** Where it serves. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /** Makes a topic. */
  public void create(String topic, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1))).all().get();
      await().ignoreExceptions().until(() -> partitionsOf(topic, admin) == partitions);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("cannot create " + topic, e);
    }
  }

  /** A topic that was made is not known everywhere at once. */
  private static int partitionsOf(String topic, Admin admin) throws Exception {
    return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
  }

  /** Everything in a topic now, by partition and offset. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return read(topic, (consumer, all) -> caughtUp(consumer));
  }

  /** What a topic holds as soon as that meets a condition; gives up after 30 seconds. */
  public List<ConsumerRecord<byte[], byte[]>> readUntil(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    return read(topic, (consumer, all) -> enough.test(all));
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      String topic,
      BiPredicate<KafkaConsumer<byte[], byte[]>, List<ConsumerRecord<byte[], byte[]>>> enough) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(part -> new TopicPartition(topic, part.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        if (enough.test(consumer, all)) {
          return all;
        }
      }
      throw new AssertionError(topic + " holds " + all.size() + " records, not what was awaited");
    }
  }

  /** Stops it; its data stay. */
  public void goAway() {
    program.close();
  }

  /** Starts it again on its data and port. */
  public void comeBack() throws IOException {
    program =
        SandboxProgram.start(
            "broker.BrokerMain", "--data", data.toString(), "--port", String.valueOf(port));
  }

  @Override
  public void close() {
    program.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + data, e);
    }
  }

  private static boolean caughtUp(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
