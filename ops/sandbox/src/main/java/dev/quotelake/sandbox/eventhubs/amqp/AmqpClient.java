// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import dev.quotelake.sandbox.eventhubs.Faults;
import dev.quotelake.sandbox.eventhubs.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;

/** The links of one AMQP connection and what its client may do. */
final class AmqpClient {

  private static final String CBS = "$cbs";
  private static final String MANAGEMENT = "$management";
  private static final Pattern EVENT_TARGET =
      Pattern.compile("/?(?<hub>[^/]+)(?:/Partitions/(?<partition>\\d+))?");
  private static final UnsignedLong LARGEST_MESSAGE = UnsignedLong.valueOf(1_046_528);
  private static final int REQUEST_CREDIT = 100;
  private static final int LARGEST_ANSWER = 64 * 1024;

  private record ReplyLink(Session session, String address) {}

  private final HubStore store;
  private final Requests requests;
  private final Namespace namespace;
  private final Executor loop;
  private final Map<ReplyLink, Sender> replies = new HashMap<>();
  private final Map<Receiver, String> requestNodes = new HashMap<>();
  private final Map<Receiver, EventLink> eventLinks = new HashMap<>();
  private boolean admitted;
  private long sent;

  AmqpClient(HubStore store, Requests requests, Namespace namespace, Executor loop) {
    this.store = store;
    this.requests = requests;
    this.namespace = namespace;
    this.loop = loop;
  }

  /** Answers an attach. */
  void attach(Link link) {
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    if (link instanceof Sender sender) {
      replies.put(new ReplyLink(link.getSession(), link.getRemoteTarget().getAddress()), sender);
      link.open();
    } else {
      attachReceiver((Receiver) link);
    }
  }

  /** Takes what arrives on a link. */
  void receive(Delivery delivery) {
    Receiver receiver = (Receiver) delivery.getLink();
    EventLink events = eventLinks.get(receiver);
    if (events != null) {
      events.accept(delivery);
    } else {
      answer(receiver, delivery);
    }
  }

  /** Forgets a link that its client closed. */
  void detach(Link link) {
    if (link instanceof Receiver receiver) {
      eventLinks.remove(receiver);
      requestNodes.remove(receiver);
    }
    link.close();
  }

  /** Gives credit that was withheld and no longer is. */
  void offerCredit() {
    eventLinks.values().forEach(EventLink::offerCredit);
  }

  private void attachReceiver(Receiver receiver) {
    String address = receiver.getRemoteTarget().getAddress();
    receiver.setMaxMessageSize(LARGEST_MESSAGE);
    if (address.equals(CBS) || address.equals(MANAGEMENT)) {
      requestNodes.put(receiver, address);
      receiver.open();
      receiver.flow(REQUEST_CREDIT);
    } else {
      attachEvents(receiver, address);
    }
  }

  private void attachEvents(Receiver receiver, String address) {
    Matcher target = EVENT_TARGET.matcher(address);
    String hub = target.matches() ? target.group("hub") : "";
    Optional<Integer> partitions = hub.isEmpty() ? Optional.empty() : store.partitionsOf(hub);
    Optional<Integer> partition =
        Optional.of(target)
            .filter(Matcher::matches)
            .map(it -> it.group("partition"))
            .map(Integer::valueOf);
    Faults faults = namespace.faults();
    if (!admitted || faults.forbidden()) {
      refuse(
          receiver,
          "amqp:unauthorized-access",
          "Unauthorized access. 'Send' claim(s) are required to perform this operation.");
    } else if (partitions.isEmpty() || partition.orElse(0) >= partitions.get()) {
      refuse(
          receiver, "amqp:not-found", "The messaging entity '" + address + "' could not be found.");
    } else {
      EventLink events = new EventLink(receiver, hub, partition, store, namespace, loop);
      eventLinks.put(receiver, events);
      receiver.open();
      events.offerCredit();
    }
  }

  private static void refuse(Receiver receiver, String condition, String description) {
    receiver.setTarget(null);
    receiver.open();
    receiver.setCondition(new ErrorCondition(Symbol.valueOf(condition), description));
    receiver.close();
  }

  private void answer(Receiver receiver, Delivery delivery) {
    byte[] payload = new byte[delivery.pending()];
    receiver.recv(payload, 0, payload.length);
    receiver.advance();
    Message request = Proton.message();
    request.decode(payload, 0, payload.length);
    delivery.disposition(Accepted.getInstance());
    delivery.settle();
    receiver.flow(1);
    Sender reply = replies.get(new ReplyLink(receiver.getSession(), request.getReplyTo()));
    if (CBS.equals(requestNodes.get(receiver))) {
      admitted = requests.admits(request);
      send(reply, requests.tokenAnswer(request, admitted));
    } else {
      send(reply, requests.managementAnswer(request));
    }
  }

  private void send(Sender reply, Message answer) {
    byte[] bytes = new byte[LARGEST_ANSWER];
    int length = answer.encode(bytes, 0, bytes.length);
    Delivery delivery = reply.delivery(Long.toString(sent++).getBytes(StandardCharsets.US_ASCII));
    reply.send(bytes, 0, length);
    delivery.settle();
    reply.advance();
  }
}
