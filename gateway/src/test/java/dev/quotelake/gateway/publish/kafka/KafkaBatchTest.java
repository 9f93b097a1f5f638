// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.Resends;
import dev.quotelake.gateway.quote.SampleQuotes;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a batch does with each answer of a producer that answers as the test says. */
class KafkaBatchTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Resends resends = new Resends();
  private final AtomicBoolean closed = new AtomicBoolean();

  @Test
  void completesOnceWhenTheLastRecordIsStored() {
    CompletableFuture<PublishReport> report = publish("A", "B");

    producer.completeNext();
    assertThat(report).isNotDone();
    producer.completeNext();

    assertThat(report).isCompletedWithValue(new PublishReport(2, List.of()));
    assertThat(resends.count()).isEqualTo(0);
  }

  @Test
  void sendsAgainOnlyWhatFailed() {
    CompletableFuture<PublishReport> report = publish("A", "B", "C");
    producer.completeNext();
    producer.errorNext(new TimeoutException("no answer"));
    producer.completeNext();

    Awaitility.await().until(() -> producer.history().size() == 4);
    assertThat(key(producer.history().get(3))).isEqualTo("B");
    assertThat(report).isNotDone();

    producer.completeNext();
    assertThat(report).isCompletedWithValue(new PublishReport(3, List.of()));
    assertThat(resends.count()).isEqualTo(1);
  }

  @Test
  void neverSendsAgainWhatTheHubWillNotTake() {
    CompletableFuture<PublishReport> report = publish("A", "B");
    producer.errorNext(new RecordTooLargeException("too large"));
    producer.completeNext();

    assertThat(report).isCompleted();
    assertThat(report.join().acknowledged()).isEqualTo(1);
    assertThat(report.join().refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.symbol()).isEqualTo("A");
              assertThat(refused.reason()).isEqualTo("hub_too_large");
            });
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void doesNotQueueTheRestWhenTheProducerCannotEvenQueueTheFirst() {
    producer.sendException = new TimeoutException("no metadata");
    CompletableFuture<PublishReport> report = publish("A", "B", "C");
    assertThat(producer.history()).isEmpty();

    producer.sendException = null;

    Awaitility.await().until(() -> producer.history().size() == 3);
    while (producer.completeNext()) {
      assertThat(resends.count()).isPositive();
    }
    assertThat(report).isCompletedWithValue(new PublishReport(3, List.of()));
  }

  @Test
  void givesUpWhenThePublisherIsClosed() {
    CompletableFuture<PublishReport> report = publish("A", "B");
    closed.set(true);

    producer.errorNext(new TimeoutException("no answer"));
    producer.errorNext(new TimeoutException("no answer"));

    assertThatThrownBy(report::join)
        .cause()
        .isInstanceOf(HubException.class)
        .hasMessageContaining("2 quotes");
  }

  private CompletableFuture<PublishReport> publish(String... symbols) {
    QuoteEventEncoder encoder = new QuoteEventEncoder();
    List<KafkaBatch.Event> events =
        Stream.of(symbols)
            .map(symbol -> new KafkaBatch.Event("quotes", SampleQuotes.quote(symbol, 1), encoder))
            .toList();
    return new KafkaBatch(new HubProducer(channel()), events, resends, closed::get).start();
  }

  private static String key(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  /** A channel whose sending thread is the caller's. */
  @SuppressWarnings("unchecked")
  private KafkaProducer<byte[], byte[]> channel() {
    return (KafkaProducer<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KafkaProducer.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof Consumer<?> task) {
                return Uni.createFrom()
                    .voidItem()
                    .invoke(() -> ((Consumer<Producer<byte[], byte[]>>) task).accept(producer));
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
