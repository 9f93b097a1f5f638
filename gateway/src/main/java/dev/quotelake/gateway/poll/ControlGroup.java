// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.base.HumanDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * This replica's share of the symbols: each symbol belongs to a partition of the control hub, and
 * each partition to one member of the group. The hub contains no data; only who is there counts. A
 * replica that hears nothing from the group for the session timeout knows that the others have
 * taken over, and polls nothing. Ends when its thread is interrupted, which leaves the group at
 * once.
 */
public final class ControlGroup implements Runnable {

  private static final Logger LOG = Logger.getLogger(ControlGroup.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final CloseOptions LEAVING = CloseOptions.timeout(Duration.ofSeconds(2));

  private final String topic;
  private final Map<String, Object> client;
  private final Duration sessionTimeout;
  private final Set<Integer> mine = ConcurrentHashMap.newKeySet();
  private volatile int partitions;
  private volatile boolean heard;
  private String trouble = "";

  /**
   * A member to be.
   *
   * @param topic the control hub
   * @param client how to reach it and which group to join
   * @param sessionTimeout of the group
   */
  public ControlGroup(String topic, Map<String, Object> client, Duration sessionTimeout) {
    this.topic = topic;
    this.client = Map.copyOf(client);
    this.sessionTimeout = sessionTimeout;
  }

  /** Whether this replica polls the symbol now. */
  public boolean mine(String symbol) {
    int count = partitions;
    return heard && count > 0 && mine.contains(partition(symbol, count));
  }

  @Override
  public void run() {
    try {
      while (true) {
        stayInGroup();
      }
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("Leaving the control group");
    } finally {
      mine.clear();
    }
  }

  /** Returns when the membership has failed and must be begun anew. */
  private void stayInGroup() throws InterruptedException {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions = consumer.partitionsFor(topic).size();
      consumer.subscribe(List.of(topic), new Ownership());
      while (true) {
        consumer.poll(LOOK);
        hear(silence(consumer) < sessionTimeout.toSeconds());
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (!trouble.equals(e.getMessage())) {
        LOG.warnf("Out of the control group '%s', joining again: %s", topic, e.getMessage());
        trouble = e.getMessage();
      }
      mine.clear();
      Thread.sleep(LOOK.toMillis());
    } finally {
      boolean interrupted = Thread.interrupted();
      consumer.close(LEAVING);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void hear(boolean now) {
    if (now) {
      trouble = "";
    } else if (heard) {
      LOG.warnf(
          "No word from the control group '%s' for %s: the other replicas have taken over, polling"
              + " nothing until there is",
          topic, HumanDuration.of(sessionTimeout));
    }
    heard = now;
  }

  private static double silence(Consumer<byte[], byte[]> consumer) {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
        .map(Metric::metricValue)
        .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
        .max()
        .orElse(0);
  }

  private static int partition(String symbol, int count) {
    int hash = symbol.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), count);
  }

  /** Follows the group's decisions. */
  private final class Ownership implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
      taken.forEach(partition -> mine.remove(partition.partition()));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> taken) {
      LOG.warn("The control group has given this replica's symbols to others");
      onPartitionsRevoked(taken);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
      given.forEach(partition -> mine.add(partition.partition()));
      LOG.infof("This replica polls %d of %d shares of the watchlist", mine.size(), partitions);
    }
  }
}
