// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The gateway's metrics, read twice a second over a while. */
final class Observation {

  private static final long BETWEEN_MILLIS = 500;

  private final List<GatewayMeters> readings = new ArrayList<>();
  private long nanos;

  private Observation() {}

  static Observation of(Supplier<GatewayMeters> gateway, Duration lasting)
      throws InterruptedException {
    Observation observation = new Observation();
    long start = System.nanoTime();
    while (System.nanoTime() - start < lasting.toNanos()) {
      observation.readings.add(gateway.get());
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    }
    observation.readings.add(gateway.get());
    observation.nanos = System.nanoTime() - start;
    return observation;
  }

  /** Quotes acknowledged a second. */
  double publishedPerSecond() {
    return perSecond(last().published() - readings.get(0).published());
  }

  /** Requests to providers a second. */
  double pollsPerSecond() {
    return perSecond(last().polls() - readings.get(0).polls());
  }

  double mostInFlight() {
    return readings.stream().mapToDouble(GatewayMeters::inFlight).max().orElseThrow();
  }

  /** Heap that stays in use after collections, in bytes: the lowest reading of a part. */
  double heapFloorOfFirstHalf() {
    return floor(readings.subList(0, readings.size() / 2));
  }

  double heapFloorOfSecondHalf() {
    return floor(readings.subList(readings.size() / 2, readings.size()));
  }

  private GatewayMeters last() {
    return readings.get(readings.size() - 1);
  }

  private double perSecond(double amount) {
    return amount * TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  private static double floor(List<GatewayMeters> part) {
    return part.stream().mapToDouble(GatewayMeters::heap).min().orElseThrow();
  }
}
