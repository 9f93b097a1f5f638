// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.Resends;
import dev.quotelake.gateway.quote.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * One batch on its way: sent in rounds until the hub has stored or refused every record. A round
 * ends when the last of its records has been answered; what failed and may heal is in the next one,
 * after a pause that grows.
 */
final class KafkaBatch {

  private final HubProducer hub;
  private final List<Event> events;
  private final Resends resends;
  private final BooleanSupplier closed;
  private final CompletableFuture<PublishReport> report = new CompletableFuture<>();
  private final List<Reject> refused = new ArrayList<>();
  private int rounds;

  KafkaBatch(HubProducer hub, List<Event> events, Resends resends, BooleanSupplier closed) {
    this.hub = hub;
    this.events = events;
    this.resends = resends;
    this.closed = closed;
  }

  CompletableFuture<PublishReport> start() {
    int[] all = new int[events.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    send(all);
    return report;
  }

  private void send(int[] indexes) {
    Round round = new Round(indexes.length);
    hub.run(
        producer -> round.send(producer, indexes), failure -> round.failFrom(0, indexes, failure));
  }

  private void finish(List<Integer> again, Throwable why) {
    if (again.isEmpty()) {
      resends.done(this);
      report.complete(new PublishReport(events.size() - refused.size(), List.copyOf(refused)));
    } else if (closed.getAsBoolean()) {
      report.completeExceptionally(
          new HubException(
              again.size() + " quotes were not acknowledged before the gateway ended", why));
    } else {
      resends.again(this, SendFailure.explain(why));
      long pause = Backoff.OF_HUB.pause(++rounds).toMillis();
      Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS);
      later.execute(() -> send(again.stream().mapToInt(Integer::intValue).toArray()));
    }
  }

  /**
   * One quote on its way: the encoded event and what a dead letter would tell. It does not hold the
   * quote, whose many small parts would have to outlive all that is under way.
   */
  static final class Event extends ProducerRecord<byte[], byte[]> {

    private final String symbol;
    private final String raw;

    Event(String topic, Quote quote, QuoteEventEncoder encoder) {
      super(topic, QuoteEventEncoder.key(quote), encoder.value(quote));
      symbol = quote.symbol();
      raw = quote.raw();
    }

    private Reject refused(Throwable failure) {
      return new Reject(symbol, SendFailure.reason(failure), failure.getMessage(), raw);
    }
  }

  /** One attempt at some of the records. */
  private final class Round {

    private final AtomicInteger open;
    private final List<Integer> again = new ArrayList<>();
    private Producer<byte[], byte[]> producer;
    private Thread sender;
    private Throwable lastFailure;

    private Round(int size) {
      this.open = new AtomicInteger(size);
    }

    private void send(Producer<byte[], byte[]> current, int[] indexes) {
      producer = current;
      sender = Thread.currentThread();
      for (int at = 0; at < indexes.length; at++) {
        Answer answer = new Answer(indexes[at]);
        try {
          producer.send(events.get(indexes[at]), answer);
        } catch (RuntimeException e) {
          answer.onCompletion(null, e);
        }
        if (answer.failedAtOnce) {
          // The producer cannot even queue: the others would only wait as long, one after another.
          failFrom(at + 1, indexes, lastFailure);
          return;
        }
      }
    }

    private void failFrom(int from, int[] indexes, Throwable failure) {
      for (int at = from; at < indexes.length; at++) {
        passing(indexes[at], failure);
      }
    }

    private void passing(int index, Throwable failure) {
      synchronized (this) {
        again.add(index);
        lastFailure = failure;
      }
      countDown();
    }

    private void refuse(int index, Throwable failure) {
      synchronized (this) {
        refused.add(events.get(index).refused(failure));
      }
      countDown();
    }

    private void countDown() {
      if (open.decrementAndGet() == 0) {
        finish(again, lastFailure);
      }
    }

    /** Takes the hub's answer to one record. */
    private final class Answer implements Callback {

      private final int index;
      private boolean failedAtOnce;

      private Answer(int index) {
        this.index = index;
      }

      @Override
      public void onCompletion(RecordMetadata stored, Exception failure) {
        if (failure == null) {
          countDown();
          return;
        }
        SendFailure kind = SendFailure.of(failure);
        if (kind == SendFailure.REFUSED) {
          refuse(index, failure);
          return;
        }
        if (kind == SendFailure.PRODUCER_LOST) {
          hub.run(sending -> hub.replace(producer, failure), unreached -> {});
        }
        failedAtOnce = Thread.currentThread() == sender;
        passing(index, failure);
      }
    }
  }
}
