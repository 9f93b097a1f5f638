// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Listens for Kafka clients over TLS and cuts those that fall idle. */
public final class KafkaListener implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(KafkaListener.class.getName());
  private static final int TICKS_PER_IDLE_LIMIT = 10;

  private final ServerSocket server;
  private final SSLSocketFactory tls;
  private final InetSocketAddress broker;
  private final Duration idleLimit;
  private final Namespace namespace;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService idleWatch =
      Executors.newSingleThreadScheduledExecutor(KafkaListener::daemon);

  /**
   * Opens its ports on localhost.
   *
   * @param port 0 takes a free one
   * @param broker the plain broker behind
   * @param idleLimit connections without traffic for this long are cut; 240 s at Event Hubs
   */
  public KafkaListener(
      int port,
      SSLSocketFactory tls,
      InetSocketAddress broker,
      Duration idleLimit,
      Namespace namespace)
      throws IOException {
    this.tls = tls;
    this.broker = broker;
    this.idleLimit = idleLimit;
    this.namespace = namespace;
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /** Begins to serve. */
  public void start() {
    daemon(this::acceptAll).start();
    long tick = Math.max(1, idleLimit.toMillis() / TICKS_PER_IDLE_LIMIT);
    idleWatch.scheduleAtFixedRate(this::cutIdle, tick, tick, TimeUnit.MILLISECONDS);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts every connection at once. */
  public void cutAll() {
    connections.forEach(Connection::close);
  }

  @Override
  public void close() throws IOException {
    server.close();
    idleWatch.shutdownNow();
    cutAll();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> serve(client)).start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.log(Level.WARNING, "the Kafka listener could not accept a connection", e);
        }
      }
    }
  }

  private void serve(Socket client) {
    namespace.count(Count.KAFKA_CONNECTIONS);
    try (client) {
      if (namespace.faults().refuseConnections()) {
        return;
      }
      try (Socket brokerSocket = new Socket(broker.getAddress(), broker.getPort())) {
        client.setTcpNoDelay(true);
        brokerSocket.setTcpNoDelay(true);
        SSLSocket secured =
            (SSLSocket) tls.createSocket(client, ResponseRewriter.HOST, client.getPort(), false);
        secured.setUseClientMode(false);
        Connection connection = new Connection(client, secured, brokerSocket, port(), namespace);
        connections.add(connection);
        try {
          connection.serve();
        } finally {
          connections.remove(connection);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "a Kafka client's connection could not be served", e);
    }
  }

  private void cutIdle() {
    for (Connection connection : connections) {
      if (connection.idle().compareTo(idleLimit) > 0) {
        namespace.count(Count.KAFKA_IDLE_CUTS);
        connection.close();
      }
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "kafka-listener");
    thread.setDaemon(true);
    return thread;
  }
}
