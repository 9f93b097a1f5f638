// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.jboss.logging.Logger;

/**
 * A channel's producer, or its successor. A producer whose identity the hub has forgotten
 * (InvalidPidMapping after long silence) fails for ever; then a new one takes its place on the same
 * sending thread, with the same configuration.
 */
final class HubProducer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HubProducer.class);

  private final KafkaProducer<byte[], byte[]> channel;
  private final AtomicLong recreations = new AtomicLong();
  private volatile Producer<byte[], byte[]> successor;
  private volatile boolean closed;

  HubProducer(KafkaProducer<byte[], byte[]> channel) {
    this.channel = channel;
  }

  /**
   * Runs a task with the producer on the sending thread; a failure to get there goes the same way.
   */
  void run(Consumer<Producer<byte[], byte[]>> task, Consumer<Throwable> failed) {
    channel
        .runOnSendingThread(
            (Consumer<Producer<byte[], byte[]>>) first -> task.accept(current(first)))
        .subscribe()
        .with(done -> {}, failed);
  }

  /** Asks the producer something on the sending thread. */
  <T> Uni<T> ask(Function<Producer<byte[], byte[]>, T> question) {
    return channel.runOnSendingThread(
        (Function<Producer<byte[], byte[]>, T>) first -> question.apply(current(first)));
  }

  /** Puts a new producer in the place of one that cannot recover; on the sending thread. */
  void replace(Producer<byte[], byte[]> broken, Throwable why) {
    if (closed || broken != current(channel.unwrap())) {
      return;
    }
    LOG.warnf("The producer cannot recover (%s): replacing it", why.getMessage());
    successor =
        new org.apache.kafka.clients.producer.KafkaProducer<>(
            new HashMap<>(channel.configuration()));
    recreations.incrementAndGet();
    broken.close(Duration.ZERO);
  }

  long recreations() {
    return recreations.get();
  }

  /** A client metric by name, or 0 before there is one. */
  double metric(String name) {
    Producer<byte[], byte[]> producer = current(channel.unwrap());
    if (producer == null) {
      return 0;
    }
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .map(Metric::metricValue)
        .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(0);
  }

  /** Fails what is under way. The channel closes its own producer again, which does no harm. */
  @Override
  public void close() {
    closed = true;
    Producer<byte[], byte[]> producer = current(channel.unwrap());
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  private Producer<byte[], byte[]> current(Producer<byte[], byte[]> first) {
    return successor == null ? first : successor;
  }
}
