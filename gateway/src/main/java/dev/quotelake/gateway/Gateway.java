// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.poll.PollObserver;
import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.publish.HubConnector;
import dev.quotelake.gateway.publish.QuoteOutlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The running gateway: when its parts begin and in which order they end. */
final class Gateway {

  private static final Logger LOG = Logger.getLogger(Gateway.class);

  /** Of the grace, what is left to close connections after the drain. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final GatewaySettings settings;
  private final List<ProviderPolling> pollings;
  private final QuoteOutlet outlet;
  private final HubConnector hub;
  private final PollObserver[] observers;
  private final Map<String, Runnable> companions;
  private final List<Thread> threads = new ArrayList<>();
  private Thread connecting;
  private volatile boolean stopping;

  /**
   * @param companions what runs beside the poll loops until it is interrupted, by name
   */
  Gateway(
      GatewaySettings settings,
      List<ProviderPolling> pollings,
      QuoteOutlet outlet,
      HubConnector hub,
      Map<String, Runnable> companions,
      PollObserver... observers) {
    this.settings = settings;
    this.pollings = pollings;
    this.outlet = outlet;
    this.hub = hub;
    this.observers = observers;
    this.companions = companions;
  }

  /** Begins to poll as soon as the hub answers. */
  void start() {
    connecting = begin("hub-connector", this::startWhenConnected);
  }

  /** Stops polling, waits until the hub has answered to what is under way, and says how it went. */
  void stop() throws InterruptedException {
    stopping = true;
    Duration grace = settings.shutdown().grace();
    LOG.infof("Stopping: no more polls, draining for at most %s", HumanDuration.of(grace));
    end(connecting);
    for (ProviderPolling polling : pollings) {
      polling.stop();
    }
    for (Thread companion : threads) {
      end(companion);
    }
    Duration drain = grace.compareTo(CLOSING) > 0 ? grace.minus(CLOSING) : grace;
    if (outlet.window().awaitEmpty(drain)) {
      LOG.info("Drained: everything that was pulled is settled");
    } else {
      LOG.errorf("%d quotes were not settled in time", outlet.window().inFlight());
    }
    outlet.close();
  }

  private void startWhenConnected() {
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
      polling.start(provider.interval(), provider.concurrency(), outlet, observers);
    }
    companions.forEach((name, companion) -> threads.add(begin(name, companion)));
  }

  private static Thread begin(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.start();
    return thread;
  }

  private static void end(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
