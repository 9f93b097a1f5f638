// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {
  private static final TopicPartition QUOTES = new TopicPartition("quotes", 0);

  @TempDir private Path data;

  @Test
  void keepsItsRecordsOverARestartAndStampsThemItself() throws Exception {
    try (var broker = KafkaBroker.start(data, 0);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        var producer =
            new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("quotes", 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>("quotes", 0, 1L, "ACME", "a quote")).get();
    }

    try (var broker = KafkaBroker.start(data, 0)) {
      assertThat(records(broker))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.value()).isEqualTo("a quote");
                assertThat(it.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                assertThat(it.timestamp()).isGreaterThan(1_600_000_000_000L);
              });
    }
  }

  private static List<ConsumerRecord<String, String>> records(KafkaBroker broker) {
    try (var consumer =
        new KafkaConsumer<>(client(broker), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(QUOTES));
      consumer.seekToBeginning(List.of(QUOTES));
      return consumer.poll(Duration.ofSeconds(30)).records(QUOTES);
    }
  }

  private static Map<String, Object> client(KafkaBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
  }
}
