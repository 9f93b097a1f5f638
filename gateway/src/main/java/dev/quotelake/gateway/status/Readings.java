// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the page takes from the meters, so that it never tells another story than the dashboards.
 */
final class Readings {

  private static final List<String> CIRCUIT = List.of("closed", "half open", "open");

  private final MeterRegistry registry;

  Readings(MeterRegistry registry) {
    this.registry = registry;
  }

  Optional<Duration> publishMean() {
    return Optional.ofNullable(
            registry.find("quotelake.gateway.publish").tag("flow", "market").timer())
        .filter(timer -> timer.count() > 0)
        .map(Readings::mean);
  }

  Duration throttle() {
    Gauge gauge = registry.find("quotelake.gateway.hub.throttle").gauge();
    return gauge == null ? Duration.ZERO : Duration.ofMillis(Math.round(gauge.value() * 1_000));
  }

  String circuit(String provider) {
    Gauge gauge = registry.find("quotelake.gateway.circuit").tag("provider", provider).gauge();
    return gauge == null ? "closed" : CIRCUIT.get((int) gauge.value());
  }

  /** As in "180 of 200 a minute". */
  List<String> quota(String provider) {
    return registry
        .find("quotelake.gateway.quota.remaining")
        .tag("provider", provider)
        .gauges()
        .stream()
        .map(left -> quota(left, provider))
        .toList();
  }

  private String quota(Gauge left, String provider) {
    Meter.Id id = left.getId();
    String window = id.getTag("window");
    Gauge limit =
        registry
            .find("quotelake.gateway.quota.limit")
            .tags("provider", provider, "window", window)
            .gauge();
    String of = limit == null ? "" : " of " + Math.round(limit.value());
    return Math.round(left.value()) + of + " a " + window;
  }

  private static Duration mean(Timer timer) {
    return Duration.ofNanos(Math.round(timer.mean(TimeUnit.NANOSECONDS)));
  }
}
