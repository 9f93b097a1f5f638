// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.publish.HubVitals;
import dev.quotelake.gateway.publish.InFlightWindow;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters that are read from the parts themselves when they are scraped. */
public final class GatewayGauges {

  private final MeterRegistry registry;

  /** Gauges in a registry. */
  public GatewayGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows the in-flight window. */
  public void show(InFlightWindow window) {
    Gauge.builder("quotelake.gateway.in.flight", window, InFlightWindow::inFlight)
        .description("Quotes asked for or sent and not yet settled")
        .baseUnit("quotes")
        .strongReference(true)
        .register(registry);
    Gauge.builder("quotelake.gateway.in.flight.limit", window, InFlightWindow::limit)
        .description("The bound of the in-flight window")
        .baseUnit("quotes")
        .strongReference(true)
        .register(registry);
  }

  /** Shows the connection to the hub. */
  public void show(HubVitals hub) {
    Gauge.builder("quotelake.gateway.hub.throttle", hub, HubVitals::throttleSeconds)
        .description("How long the hub lately held back our requests, on average")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    FunctionCounter.builder("quotelake.gateway.retries", hub, HubVitals::retries)
        .description("Further attempts after a failure that can heal")
        .tag("side", "hub")
        .register(registry);
    FunctionCounter.builder("quotelake.gateway.producer.recreations", hub, HubVitals::recreations)
        .description("How often the producer was replaced because it could not recover")
        .register(registry);
  }

  /** Shows a provider's watchlist. */
  public void show(ProviderPolling polling) {
    String provider = polling.provider().name();
    Gauge.builder("quotelake.gateway.watched", polling, each -> each.watchlist().mine().size())
        .description("Symbols this gateway polls, parked ones included")
        .baseUnit("symbols")
        .tag("provider", provider)
        .strongReference(true)
        .register(registry);
    Gauge.builder("quotelake.gateway.parked", polling, each -> each.watchlist().parked().size())
        .description("Symbols set aside because the provider does not know them")
        .baseUnit("symbols")
        .tag("provider", provider)
        .strongReference(true)
        .register(registry);
  }
}
