// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import dev.quotelake.sandbox.eventhubs.Faults;
import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** One sender of events to a hub or to one of its partitions. */
final class EventLink {

  private static final int CREDIT = 300;

  private final Receiver receiver;
  private final String hub;
  private final Optional<Integer> partition;
  private final HubStore store;
  private final Namespace namespace;
  private final Executor loop;
  private boolean creditGiven;

  /**
   * @param loop runs tasks on the listener's own thread, the only one that may touch the link
   */
  EventLink(
      Receiver receiver,
      String hub,
      Optional<Integer> partition,
      HubStore store,
      Namespace namespace,
      Executor loop) {
    this.receiver = receiver;
    this.hub = hub;
    this.partition = partition;
    this.store = store;
    this.namespace = namespace;
    this.loop = loop;
  }

  /** Gives the first credit, unless it is being withheld. */
  void offerCredit() {
    if (!creditGiven && !namespace.faults().withholdCredit()) {
      creditGiven = true;
      receiver.flow(CREDIT);
    }
  }

  /** Takes a transfer that is complete. */
  void accept(Delivery delivery) {
    byte[] payload = new byte[delivery.pending()];
    receiver.recv(payload, 0, payload.length);
    receiver.advance();
    namespace.count(Count.AMQP_TRANSFERS);
    Faults faults = namespace.faults();
    if (Faults.strikes(faults.drop())) {
      dropConnection();
    } else if (Faults.strikes(faults.detach())) {
      receiver.setCondition(
          new ErrorCondition(Symbol.valueOf("amqp:link:detach-forced"), "Told to detach."));
      receiver.close();
    } else if (Faults.strikes(faults.serverBusy())) {
      reject(delivery, "com.microsoft:server-busy", "The service was told to be busy.");
    } else if (Faults.strikes(faults.reject())) {
      reject(delivery, faults.rejectCondition(), "The service was told to reject.");
    } else {
      store(delivery, Event.in(payload, delivery.getMessageFormat()), payload.length);
    }
  }

  private void store(Delivery delivery, List<Event> events, int bytes) {
    if (!namespace.throttle().tryTake(events.size(), bytes)) {
      namespace.count(Count.THROTTLED);
      reject(delivery, "com.microsoft:server-busy", "The request was throttled (50002).");
      return;
    }
    store
        .append(hub, partition, events)
        .whenComplete(
            (stored, failure) ->
                loop.execute(() -> acknowledge(delivery, events.size(), bytes, failure)));
  }

  private void acknowledge(Delivery delivery, int events, int bytes, Throwable failure) {
    if (failure != null) {
      reject(delivery, "amqp:internal-error", failure.getMessage());
      return;
    }
    namespace.count(Count.AMQP_EVENTS, events);
    namespace.count(Count.AMQP_BYTES, bytes);
    if (Faults.strikes(namespace.faults().loseAcknowledgement())) {
      dropConnection();
    } else {
      settle(delivery, Accepted.getInstance());
    }
  }

  private void reject(Delivery delivery, String condition, String description) {
    namespace.count(Count.AMQP_REJECTED);
    Rejected rejected = new Rejected();
    rejected.setError(new ErrorCondition(Symbol.valueOf(condition), description));
    settle(delivery, rejected);
  }

  private void settle(Delivery delivery, DeliveryState state) {
    delivery.disposition(state);
    delivery.settle();
    receiver.flow(1);
  }

  private void dropConnection() {
    AmqpListener.drop(receiver.getSession().getConnection());
  }
}
