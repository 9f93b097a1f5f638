// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import reactor.core.scheduler.Schedulers;

/** Azure's client, or its successor when it could not recover. */
final class HubClient implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HubClient.class);

  private final Supplier<EventHubProducerAsyncClient> factory;
  private final AtomicLong recreations = new AtomicLong();
  private EventHubProducerAsyncClient current;
  private boolean closed;

  /** Builds the first client when it is needed. */
  HubClient(Supplier<EventHubProducerAsyncClient> factory) {
    this.factory = factory;
  }

  /** The client to use now. */
  synchronized EventHubProducerAsyncClient current() {
    if (closed) {
      throw new IllegalStateException("the hub's client is closed");
    }
    if (current == null) {
      current = factory.get();
    }
    return current;
  }

  /** Closes a client that cannot recover; who comes next gets a new one. */
  synchronized void replace(EventHubProducerAsyncClient broken, Throwable why) {
    if (broken != current) {
      return;
    }
    LOG.warnf("Replacing the connection to the hub: %s", why.toString());
    closeCurrent();
    recreations.incrementAndGet();
  }

  long recreations() {
    return recreations.get();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      closeCurrent();
    }
  }

  /**
   * Elsewhere: closing waits for the peer's answer, which may be the very thing that is missing.
   */
  private void closeCurrent() {
    Schedulers.boundedElastic().schedule(current::close);
    current = null;
  }
}
