// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bench;

import dev.quotelake.lake.contract.EventBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends quotes to a hub: {@code BOOTSTRAP TOPIC RATE SECONDS SYMBOLS}. With a rate of 0 it sends
 * RATE times SECONDS of 11,000 quotes as fast as it can, stamped as if they came at that pace.
 */
public final class QuoteLoad {

  private static final int PACE = 11_000;
  private static final int PARTITIONS = 4;

  private QuoteLoad() {}

  public static void main(String[] arguments) throws Exception {
    createTopic(arguments[0], arguments[1]);
    int rate = Integer.parseInt(arguments[2]);
    long seconds = Long.parseLong(arguments[3]);
    int symbols = Integer.parseInt(arguments[4]);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", arguments[0],
            "acks", "all",
            "linger.ms", "5",
            "batch.size", "262144",
            "buffer.memory", "67108864");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      send(producer, arguments[1], rate, seconds * (rate == 0 ? PACE : rate), symbols);
    }
  }

  private static void createTopic(String bootstrap, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      if (!admin.listTopics().names().get().contains(topic)) {
        NewTopic created = new NewTopic(topic, PARTITIONS, (short) 1);
        admin
            .createTopics(
                List.of(created.configs(Map.of("message.timestamp.type", "LogAppendTime"))))
            .all()
            .get();
      }
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int rate, long total, int symbols) {
    long start = System.nanoTime();
    long startMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    int pace = rate == 0 ? PACE : rate;
    for (long i = 0; i < total; i++) {
      long dueMicros = i * 1_000_000 / pace;
      if (rate > 0 && i % 100 == 0) {
        long ahead = start + dueMicros * 1_000 - System.nanoTime();
        if (ahead > 0) {
          LockSupport.parkNanos(ahead);
        }
      }
      int symbol = (int) (i % symbols);
      long round = i / symbols;
      long now = startMicros + dueMicros;
      BigDecimal price = BigDecimal.valueOf(10_000 + symbol * 7L + (round * 31 + symbol) % 97, 2);
      byte[] value =
          EventBytes.of("SYM" + symbol, now - 40_000, now)
              .price(price)
              .spread(
                  price.subtract(new BigDecimal("0.01")).toString(),
                  price.add(new BigDecimal("0.01")).toString())
              .dayVolume(round * 100)
              .encode();
      producer.send(
          new ProducerRecord<>(topic, ("SYM" + symbol).getBytes(StandardCharsets.UTF_8), value));
    }
  }
}
