// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import dev.quotelake.sandbox.eventhubs.Faults;
import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.engine.impl.TransportImpl;
import org.apache.qpid.proton.reactor.Handshaker;
import org.apache.qpid.proton.reactor.Reactor;
import org.apache.qpid.proton.reactor.Selectable;
import org.apache.qpid.proton.reactor.impl.AcceptorImpl;

/**
 * Listens for AMQP clients on two ports, one plain as the Event Hubs emulator's, one with TLS, and
 * serves them all on one thread.
 */
public final class AmqpListener implements AutoCloseable, Executor {

  private static final String HOST = "localhost";
  private static final int POLL_MILLIS = 50;

  private final Namespace namespace;
  private final HubStore store;
  private final Requests requests;
  private final Map<Connection, AmqpClient> clients = new HashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Reactor reactor;
  private final AcceptorImpl plain;
  private final AcceptorImpl secured;
  private final Thread thread = new Thread(this::loop, "amqp-listener");
  private volatile boolean closing;

  /**
   * Opens its ports on localhost.
   *
   * @param plainPort port without TLS; 0 takes a free one
   * @param tlsPort port with TLS; 0 takes a free one
   * @param bootstrap the broker that keeps the events
   */
  public AmqpListener(
      int plainPort, int tlsPort, SSLContext tls, String bootstrap, Namespace namespace)
      throws IOException {
    this.namespace = namespace;
    store = new HubStore(bootstrap);
    requests = new Requests(namespace, store);
    reactor = Proton.reactor();
    plain =
        (AcceptorImpl) reactor.acceptor(HOST, plainPort, new ConnectionEvents(Optional.empty()));
    secured =
        (AcceptorImpl)
            reactor.acceptor(HOST, tlsPort, new ConnectionEvents(Optional.of(domainOf(tls))));
  }

  /** Begins to serve. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens without TLS. */
  public int plainPort() throws IOException {
    return plain.getPortNumber();
  }

  /** Where it listens with TLS. */
  public int tlsPort() throws IOException {
    return secured.getPortNumber();
  }

  /** Runs a task on the listener's thread. */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    reactor.wakeup();
  }

  /** Cuts every connection at once. */
  public void cutAll() {
    execute(() -> clients.keySet().forEach(AmqpListener::drop));
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    namespace.set(Faults.none());
    reactor.wakeup();
    thread.join();
    store.close();
  }

  /** Ends a connection without a word, as a broken network does. */
  static void drop(Connection connection) {
    TransportImpl transport = (TransportImpl) connection.getTransport();
    if (transport != null) {
      transport.close_tail();
      transport.close_head();
      Selectable socket = transport.getSelectable();
      socket.terminate();
      socket.getReactor().update(socket);
    }
  }

  private void loop() {
    reactor.setTimeout(POLL_MILLIS);
    reactor.start();
    while (!closing && reactor.process()) {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      clients.values().forEach(AmqpClient::offerCredit);
    }
    plain.close();
    secured.close();
    reactor.free();
  }

  private static SslDomain domainOf(SSLContext tls) {
    SslDomain domain = Proton.sslDomain();
    domain.init(SslDomain.Mode.SERVER);
    domain.setSslContext(tls);
    domain.setPeerAuthentication(SslDomain.VerifyMode.ANONYMOUS_PEER);
    return domain;
  }

  /** Leads each event of a connection to its client. */
  private final class ConnectionEvents extends Handshaker {

    private final Optional<SslDomain> tls;

    ConnectionEvents(Optional<SslDomain> tls) {
      this.tls = tls;
    }

    @Override
    public void onConnectionBound(Event event) {
      tls.ifPresent(domain -> event.getTransport().ssl(domain));
    }

    @Override
    public void onConnectionRemoteOpen(Event event) {
      namespace.count(Count.AMQP_CONNECTIONS);
      if (namespace.faults().refuseConnections()) {
        drop(event.getConnection());
        return;
      }
      event.getConnection().setContainer("eventhubs-double");
      event.getConnection().open();
      clients.put(
          event.getConnection(), new AmqpClient(store, requests, namespace, AmqpListener.this));
    }

    @Override
    public void onLinkRemoteOpen(Event event) {
      awaitSound();
      clients.get(event.getConnection()).attach(event.getLink());
    }

    @Override
    public void onDelivery(Event event) {
      Delivery delivery = event.getDelivery();
      if (delivery.isReadable() && !delivery.isPartial()) {
        awaitSound();
        clients.get(event.getConnection()).receive(delivery);
      }
    }

    @Override
    public void onLinkRemoteClose(Event event) {
      clients.get(event.getConnection()).detach(event.getLink());
    }

    @Override
    public void onLinkRemoteDetach(Event event) {
      onLinkRemoteClose(event);
    }

    @Override
    public void onTransportClosed(Event event) {
      clients.remove(event.getConnection());
      event.getConnection().free();
    }

    private void awaitSound() {
      try {
        namespace.awaitSound();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
