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
 * Sends quotes to a hub: {@code BOOTSTRAP TOPIC RATE SECONDS SYMBOLS [backlog]}, RATE of them a
 * second. A backlog is sent as fast as possible, stamped as if it had come at that rate until now.
 */
public final class QuoteLoad {

  private static final int PARTITIONS = 4;

  private final boolean backlog;
  private final double rate;
  private final long total;
  private final int symbols;
  private final long start = System.nanoTime();
  private final long startMicros;

  private QuoteLoad(double rate, long seconds, int symbols, boolean backlog) {
    this.backlog = backlog;
    this.rate = rate;
    this.total = Math.round(seconds * rate);
    this.symbols = symbols;
    this.startMicros =
        TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis())
            - (backlog ? TimeUnit.SECONDS.toMicros(seconds) : 0);
  }

  public static void main(String[] arguments) throws Exception {
    QuoteLoad load =
        new QuoteLoad(
            Double.parseDouble(arguments[2]),
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[4]),
            arguments.length > 5 && arguments[5].equals("backlog"));
    load.createTopic(arguments[0], arguments[1]);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", arguments[0],
            "acks", "all",
            "linger.ms", "5",
            "batch.size", "262144",
            "buffer.memory", "67108864");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      load.send(producer, arguments[1]);
    }
  }

  private void createTopic(String bootstrap, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      if (!admin.listTopics().names().get().contains(topic)) {
        NewTopic created = new NewTopic(topic, PARTITIONS, (short) 1);
        admin
            .createTopics(
                List.of(
                    created.configs(
                        Map.of(
                            "message.timestamp.type",
                            backlog ? "CreateTime" : "LogAppendTime",
                            "retention.ms",
                            "-1"))))
            .all()
            .get();
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String topic) {
    for (long i = 0; i < total; i++) {
      long dueMicros = (long) (i * 1_000_000 / rate);
      if (!backlog && i % 100 == 0) {
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
              .market("24/7")
              .price(price)
              .spread(
                  price.subtract(new BigDecimal("0.01")).toString(),
                  price.add(new BigDecimal("0.01")).toString())
              .dayVolume(BigDecimal.valueOf(round * 100))
              .encode();
      producer.send(
          new ProducerRecord<>(
              topic,
              null,
              TimeUnit.MICROSECONDS.toMillis(now),
              ("SYM" + symbol).getBytes(StandardCharsets.UTF_8),
              value));
    }
  }
}
