// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.ProviderSettings;
import dev.quotelake.gateway.observe.Canary;
import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.publish.HubReach;
import dev.quotelake.gateway.publish.QuoteOutlet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The running gateway: when its parts begin and in which order they end. */
final class Gateway {

  private static final Logger LOG = Logger.getLogger(Gateway.class);

  /** Of the grace, what is left to close connections after the drain. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final GatewaySettings settings;
  private final List<ProviderPolling> pollings;
  private final QuoteOutlet outlet;
  private final HubReach hub;
  private final PollObserver observer;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Gateway(
      GatewaySettings settings,
      List<ProviderPolling> pollings,
      QuoteOutlet outlet,
      HubReach hub,
      PollObserver observer) {
    this.settings = settings;
    this.pollings = pollings;
    this.outlet = outlet;
    this.hub = hub;
    this.observer = observer;
  }

  /** Begins to poll as soon as the hub answers. */
  void start() {
    run("hub-reach", this::startWhenReached);
  }

  /** Stops polling, waits until the hub has answered to what is under way, and says how it went. */
  void stop() throws InterruptedException {
    stopping = true;
    Duration grace = settings.shutdown().grace();
    LOG.infof("Stopping: no more polls, draining for at most %s s", grace.toSeconds());
    for (Thread thread : List.copyOf(threads)) {
      thread.interrupt();
      thread.join();
    }
    for (ProviderPolling polling : pollings) {
      polling.stop();
    }
    Duration drain = grace.compareTo(CLOSING) > 0 ? grace.minus(CLOSING) : grace;
    if (outlet.window().awaitEmpty(drain)) {
      LOG.info("Drained: everything that was pulled is settled");
    } else {
      LOG.errorf("%d quotes were not settled in time", outlet.window().inFlight());
    }
    outlet.close();
  }

  /** Whether the gateway is ending. */
  boolean stopping() {
    return stopping;
  }

  private void startWhenReached() {
    try {
      hub.await();
      startParts();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void startParts() {
    if (stopping) {
      return;
    }
    for (ProviderPolling polling : pollings) {
      ProviderSettings provider = settings.providers().get(polling.provider().name());
      polling.start(provider.interval(), provider.concurrency(), outlet, observer);
    }
    Duration interval = settings.canary().interval();
    if (!interval.isZero()) {
      run("canary", new Canary(outlet, interval, instance(), InstantSource.system()));
    }
  }

  private synchronized void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    threads.add(thread);
    thread.start();
  }

  private String instance() {
    return settings
        .instance()
        .orElseGet(
            () -> {
              try {
                return InetAddress.getLocalHost().getHostName();
              } catch (UnknownHostException e) {
                return "gateway";
              }
            });
  }
}
