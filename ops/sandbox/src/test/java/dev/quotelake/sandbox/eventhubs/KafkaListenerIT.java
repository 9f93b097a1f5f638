// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.sandbox.broker.KafkaBroker;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import dev.quotelake.sandbox.eventhubs.kafka.KafkaListener;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own clients meet Event Hubs' rules at the double's listener. */
class KafkaListenerIT {

  private static final String KEY = "Endpoint=sb://localhost/;SharedAccessKeyName=sandbox;";

  @TempDir private static Path folder;
  private static KafkaBroker broker;
  private static KafkaListener listener;
  private static Identity identity;
  private static final Namespace NAMESPACE =
      new Namespace(new AccessPolicy("sandbox", "right", "https://localhost"));
  private String hub;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(folder.resolve("broker"), 0);
    identity = Identity.createIn(folder);
    int port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
    listener =
        new KafkaListener(
            0,
            identity.sslContext().getSocketFactory(),
            new InetSocketAddress("localhost", port),
            Duration.ofSeconds(2),
            NAMESPACE);
    listener.start();
  }

  @AfterAll
  static void stop() throws Exception {
    listener.close();
    broker.close();
  }

  @BeforeEach
  void makeHub() throws Exception {
    NAMESPACE.set(Faults.none());
    hub = "hub-" + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(hub, 2, (short) 1))).all().get();
    }
  }

  @Test
  void passesOnWhatAGroupOfConsumersReads() throws Exception {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (int n = 0; n < 1_000; n++) {
        producer.send(new ProducerRecord<>(hub, "key" + n, "value" + n));
      }
      producer.flush();
    }
    Map<String, Object> group = client(KEY + "SharedAccessKey=right");
    group.put("group.id", hub);
    group.put("auto.offset.reset", "earliest");
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(group, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(hub));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
                return read.size() >= 1_000;
              });
    }
    assertThat(read).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void refusesAWrongKey() {
    try (KafkaProducer<String, String> producer =
        producer(client(KEY + "SharedAccessKey=wrong"), Map.of())) {
      assertThatThrownBy(() -> producer.partitionsFor(hub))
          .isInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void confinesAConnectionStringToItsHub() {
    try (KafkaProducer<String, String> producer =
        producer(client(KEY + "SharedAccessKey=right;EntityPath=another"), Map.of())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(hub, "value")).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void refusesCompressedRecords() {
    try (KafkaProducer<String, String> producer = producer(Map.of("compression.type", "gzip"))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(hub, "value")).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnsupportedForMessageFormatException.class);
    }
  }

  @Test
  void closesTheConnectionOnARequestThatIsTooLarge() {
    long before = count(Count.KAFKA_OVERSIZED_REQUESTS);
    Map<String, Object> large =
        Map.of(
            "max.request.size", 2_000_000,
            "request.timeout.ms", 500,
            "linger.ms", 0,
            "delivery.timeout.ms", 1_500);
    try (KafkaProducer<String, String> producer = producer(large)) {
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>(hub, "x".repeat(1_046_528))).get())
          .isInstanceOf(ExecutionException.class);
    }
    assertThat(count(Count.KAFKA_OVERSIZED_REQUESTS)).isGreaterThan(before);
  }

  @Test
  void resetsAnOrdinaryClientForEverOnApiVersions4() throws Exception {
    set("{\"resetOnApiVersions4\": true}");
    long before = count(Count.KAFKA_API_VERSIONS_RESETS);

    try (KafkaProducer<String, String> producer = producer(Map.of("max.block.ms", 2_000))) {
      assertThatThrownBy(() -> producer.partitionsFor(hub)).isInstanceOf(TimeoutException.class);
    }

    assertThat(count(Count.KAFKA_API_VERSIONS_RESETS)).isGreaterThan(before + 1);
  }

  @Test
  void answersLateAndSaysSoWhenItThrottles() throws Exception {
    set("{\"throttleEventsPerSecond\": 100}");

    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      sendAll(producer, 250);

      assertThat(metric(producer, "produce-throttle-time-max")).isGreaterThan(500);
    }
  }

  @Test
  void cutsAConnectionThatFellIdle() throws Exception {
    long before = count(Count.KAFKA_IDLE_CUTS);
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(hub, "first")).get();

      await().until(() -> count(Count.KAFKA_IDLE_CUTS) > before);

      producer.send(new ProducerRecord<>(hub, "second")).get();
    }
  }

  @Test
  void doesNotCutAConnectionWhoseAnswerItHoldsBack() throws Exception {
    set("{\"throttleEventsPerSecond\": 100}");

    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      sendAll(producer, 500);

      assertThat(metric(producer, "produce-throttle-time-max")).isGreaterThan(2_000);
      assertThat(metric(producer, "record-retry-total")).isZero();
    }
  }

  private static void set(String json) throws Exception {
    NAMESPACE.set(new ObjectMapper().readValue(json, Faults.class));
  }

  private void sendAll(KafkaProducer<String, String> producer, int count) {
    for (int n = 0; n < count; n++) {
      producer.send(new ProducerRecord<>(hub, "value" + n));
    }
    producer.flush();
  }

  private static double metric(KafkaProducer<String, String> producer, String name) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  private static long count(Count what) {
    return NAMESPACE.counts().get(what.name().toLowerCase(Locale.ROOT));
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    return producer(client(KEY + "SharedAccessKey=right"), more);
  }

  private static KafkaProducer<String, String> producer(
      Map<String, Object> client, Map<String, Object> more) {
    client.putAll(more);
    return new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
  }

  private static Map<String, Object> client(String connectionString) {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", "localhost:" + listener.port());
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", "PLAIN");
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.location", identity.caFile().toString());
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"$ConnectionString\" password=\""
            + connectionString
            + "\";");
    return client;
  }
}
