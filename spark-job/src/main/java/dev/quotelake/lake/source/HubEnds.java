// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hub every few seconds where its partitions end, from a thread of its own: what is unread
 * is then known while a micro-batch runs, however long it takes. Spark itself tells only what it
 * saw when the batch was planned.
 *
 * <p>It needs the Kafka client under its own name. Databricks hides it in another package; there
 * the asking ends at the first try, with one line in the log, and the backlog is Spark's view of
 * it.
 */
public final class HubEnds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubEnds.class);
  private static final String CLIENT_OPTION = "kafka.";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Object> client;
  private final String hub;
  private final Consumer<Map<Integer, Long>> told;
  private final ScheduledExecutorService thread;
  private KafkaConsumer<byte[], byte[]> consumer;
  private boolean failing;

  private HubEnds(Map<String, String> sourceOptions, Consumer<Map<Integer, Long>> told) {
    this.hub = sourceOptions.get("subscribe");
    this.told = told;
    this.client = new HashMap<>();
    sourceOptions.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT_OPTION)) {
            client.put(key.substring(CLIENT_OPTION.length()), value);
          }
        });
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    client.put("enable.auto.commit", "false");
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "hub-ends");
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Begins to ask.
   *
   * @param sourceOptions of Spark's Kafka source, one subscribed hub and the login included
   * @param interval from the end of one question to the next
   * @param told gets the offset after the last of each partition
   */
  public static HubEnds ask(
      Map<String, String> sourceOptions, Duration interval, Consumer<Map<Integer, Long>> told) {
    HubEnds ends = new HubEnds(sourceOptions, told);
    ends.thread.scheduleWithFixedDelay(ends::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return ends;
  }

  private void ask() {
    try {
      if (consumer == null) {
        consumer = new KafkaConsumer<>(client);
      }
      List<TopicPartition> partitions =
          consumer.partitionsFor(hub, TIMEOUT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<Integer, Long> ends = new HashMap<>();
      consumer
          .endOffsets(partitions, TIMEOUT)
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      told.accept(ends);
      failing = false;
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      if (!failing) {
        LOG.warn("The hub does not say where it ends, the backlog may be stale: {}", e.toString());
      }
      failing = true;
    } catch (LinkageError e) {
      LOG.info(
          "No Kafka client under its own name here: the backlog is as of each batch's planning");
      thread.shutdown();
    }
  }

  /** Stops asking; takes at most about ten seconds when the hub is away. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS) && consumer != null) {
        consumer.close(Duration.ZERO);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
