// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import reactor.core.publisher.Mono;

/**
 * The way to one partition. One send is under way at a time, and what waits meanwhile goes into the
 * next, so events keep their order also when a send is tried again; the busier the hub, the larger
 * the batches. What may heal is sent again until it is stored.
 */
final class PartitionLane {

  private static final Logger LOG = Logger.getLogger(PartitionLane.class);

  private final HubClient hub;
  private final String hubName;
  private final CreateBatchOptions options;
  private final LaneVitals vitals;
  private final Deque<PendingEvent> waiting = new ArrayDeque<>();
  private final List<PendingEvent> underWay = new ArrayList<>();
  private boolean sending;
  private boolean closed;

  PartitionLane(HubClient hub, String hubName, String partition, LaneVitals vitals) {
    this.hub = hub;
    this.hubName = hubName;
    this.options = new CreateBatchOptions().setPartitionId(partition);
    this.vitals = vitals;
  }

  /** Sends events after those handed over before. */
  void add(List<PendingEvent> events) {
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
    List<PendingEvent> lost = new ArrayList<>();
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
    attempt(0);
  }

  private void attempt(int number) {
    EventHubProducerAsyncClient client;
    try {
      client = hub.current();
    } catch (RuntimeException e) {
      // Closed, or settings that the client refuses; a closed lane ends here.
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
    for (PendingEvent event : underWay) {
      batch.tryAdd(event.toEventData());
    }
    if (underWay.isEmpty()) {
      while (!waiting.isEmpty() && takeFirst(batch)) {}
    }
    return batch.getCount() > 0;
  }

  /** Whether there is room for more. */
  private boolean takeFirst(EventDataBatch batch) {
    PendingEvent event = waiting.getFirst();
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
    List<PendingEvent> stored;
    synchronized (this) {
      stored = List.copyOf(underWay);
      underWay.clear();
      sending = false;
    }
    vitals.stored();
    stored.forEach(event -> event.batch().stored());
    sendNext();
  }

  private void failed(EventHubProducerAsyncClient client, Throwable thrown, int attempt) {
    SendFailure failure = SendFailure.of(thrown);
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    LOG.warnf(
        "Sending to partition %s again: %s", options.getPartitionId(), failure.explain(hubName));
    vitals.sendingAgain(failure);
    if (failure.clientLost() && client != null) {
      hub.replace(client, failure.cause());
    }
    Mono.delay(failure.pause(attempt)).subscribe(tick -> attempt(attempt + 1));
  }
}
