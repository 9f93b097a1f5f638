// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import dev.quotelake.gateway.publish.Resends;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The way to one partition. One send is under way at a time, and what waits meanwhile goes into the
 * next, so events keep their order also when a send is tried again; the busier the hub, the larger
 * the batches. What may heal is sent again until it is stored.
 */
final class PartitionSender {

  private final HubClient hub;
  private final String hubName;
  private final CreateBatchOptions options;
  private final Statistics statistics;
  private final Deque<OpenBatch.Event> waiting = new ArrayDeque<>();
  private final List<OpenBatch.Event> underWay = new ArrayList<>();
  private boolean sending;
  private boolean closed;

  PartitionSender(HubClient hub, String hubName, String partition, Statistics statistics) {
    this.hub = hub;
    this.hubName = hubName;
    this.options = new CreateBatchOptions().setPartitionId(partition);
    this.statistics = statistics;
  }

  /** Sends events after those handed over before. */
  void add(List<OpenBatch.Event> events) {
    boolean tooLate;
    synchronized (this) {
      tooLate = closed;
      if (!tooLate) {
        waiting.addAll(events);
      }
    }
    if (tooLate) {
      events.forEach(event -> event.batch().abandoned());
    }
    sendNext();
  }

  /** Gives up what is not stored. */
  void close() {
    List<OpenBatch.Event> lost = new ArrayList<>();
    synchronized (this) {
      closed = true;
      lost.addAll(underWay);
      lost.addAll(waiting);
      underWay.clear();
      waiting.clear();
    }
    lost.forEach(event -> event.batch().abandoned());
  }

  private void sendNext() {
    synchronized (this) {
      if (sending || closed || waiting.isEmpty()) {
        return;
      }
      sending = true;
    }
    attempt(1);
  }

  private void attempt(int number) {
    EventHubProducerAsyncClient client;
    try {
      client = hub.current();
    } catch (RuntimeException e) {
      // Closed, or settings that the client refuses; a closed sender ends here.
      failed(null, e, number);
      return;
    }
    client
        .createBatch(options)
        .flatMap(batch -> fill(batch) ? client.send(batch) : Mono.empty())
        .subscribe(nothing -> {}, failure -> failed(client, failure, number), this::underWayStored);
  }

  /** Puts what an earlier attempt held into the batch, then as much of the rest as fits. */
  private synchronized boolean fill(EventDataBatch batch) {
    for (OpenBatch.Event event : underWay) {
      batch.tryAdd(event.toEventData());
    }
    if (underWay.isEmpty()) {
      while (!waiting.isEmpty() && takeFirst(batch)) {}
    }
    return batch.getCount() > 0;
  }

  /** Whether there is room for more. */
  private boolean takeFirst(EventDataBatch batch) {
    OpenBatch.Event event = waiting.getFirst();
    boolean fits;
    try {
      fits = batch.tryAdd(event.toEventData());
    } catch (AmqpException e) {
      if (!SendFailure.of(e).tooLarge()) {
        throw e;
      }
      fits = false;
    }
    if (fits) {
      underWay.add(waiting.removeFirst());
    } else if (batch.getCount() == 0) {
      waiting
          .removeFirst()
          .refuse("hub_too_large", "larger than the hub takes: " + event.value().length + " bytes");
    }
    return fits || batch.getCount() == 0;
  }

  private void underWayStored() {
    List<OpenBatch.Event> stored;
    synchronized (this) {
      stored = List.copyOf(underWay);
      underWay.clear();
      sending = false;
    }
    statistics.stored(this);
    stored.forEach(event -> event.batch().answered());
    sendNext();
  }

  private void failed(EventHubProducerAsyncClient client, Throwable thrown, int attempt) {
    SendFailure failure = SendFailure.of(thrown);
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    statistics.sendingAgain(this, failure, hubName);
    if (failure.clientLost() && client != null) {
      hub.replace(client, failure.cause());
    }
    Mono.delay(failure.pause(attempt)).subscribe(tick -> attempt(attempt + 1));
  }

  /** How the senders of a hub fare, all together. */
  static final class Statistics {

    /** How much of the average the newest send makes. */
    private static final double NEWEST = 0.1;

    private final Resends resends = new Resends();
    private double throttleSeconds;

    /** A send was stored: one that was not held back. */
    synchronized void stored(PartitionSender sender) {
      resends.done(sender);
      throttleSeconds *= 1 - NEWEST;
    }

    /** A send failed and goes again; after server-busy that is the hub holding us back. */
    synchronized void sendingAgain(PartitionSender sender, SendFailure failure, String hub) {
      resends.again(sender, failure.explain(hub));
      if (failure.serverBusy()) {
        double pause = failure.pause(1).toMillis() / 1_000.0;
        throttleSeconds += NEWEST * (pause - throttleSeconds);
      }
    }

    long resends() {
      return resends.count();
    }

    /** Over AMQP the hub does not hold back answers when it is busy: it refuses, and we wait. */
    synchronized double throttleSeconds() {
      return throttleSeconds;
    }
  }
}
