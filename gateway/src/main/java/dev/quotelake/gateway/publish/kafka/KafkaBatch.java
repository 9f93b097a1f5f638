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
    send(events);
    return report;
  }

  private void send(List<Event> some) {
    Round round = new Round(some);
    hub.run(round::send, failure -> round.failFrom(0, failure));
  }

  private void finish(List<Event> again, Throwable why) {
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
      later.execute(() -> send(again));
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
      super(topic, QuoteEventEncoder.key(quote.symbol()), encoder.value(quote));
      symbol = quote.symbol();
      raw = quote.raw();
    }

    private Reject refused(Throwable failure) {
      return new Reject(symbol, SendFailure.reason(failure), failure.getMessage(), raw);
    }
  }

  /** One attempt at some of the events. */
  private final class Round {

    private final List<Event> events;
    private final AtomicInteger open;
    private final List<Event> again = new ArrayList<>();
    private Producer<byte[], byte[]> producer;
    private Thread sender;
    private Throwable lastFailure;

    private Round(List<Event> events) {
      this.events = events;
      this.open = new AtomicInteger(events.size());
    }

    private void send(Producer<byte[], byte[]> current) {
      producer = current;
      sender = Thread.currentThread();
      for (int at = 0; at < events.size(); at++) {
        Answer answer = new Answer(events.get(at));
        try {
          producer.send(answer.event, answer);
        } catch (RuntimeException e) {
          answer.onCompletion(null, e);
        }
        if (answer.failedAtOnce) {
          // The producer cannot even queue: the others would only wait as long, one after another.
          failFrom(at + 1, lastFailure);
          return;
        }
      }
    }

    private void failFrom(int from, Throwable failure) {
      events.subList(from, events.size()).forEach(event -> passing(event, failure));
    }

    private void passing(Event event, Throwable failure) {
      synchronized (this) {
        again.add(event);
        lastFailure = failure;
      }
      countDown();
    }

    private void refuse(Event event, Throwable failure) {
      synchronized (this) {
        refused.add(event.refused(failure));
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

      private final Event event;
      private boolean failedAtOnce;

      private Answer(Event event) {
        this.event = event;
      }

      @Override
      public void onCompletion(RecordMetadata stored, Exception failure) {
        if (failure == null) {
          countDown();
          return;
        }
        SendFailure kind = SendFailure.of(failure);
        if (kind == SendFailure.REFUSED) {
          refuse(event, failure);
          return;
        }
        if (kind == SendFailure.PRODUCER_LOST) {
          hub.run(sending -> hub.replace(producer, failure), unreached -> {});
        }
        failedAtOnce = Thread.currentThread() == sender;
        passing(event, failure);
      }
    }
  }
}
