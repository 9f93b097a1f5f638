// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The namespace's throughput units: what both doors take together. One second's allowance may be
 * taken at once, as Event Hubs counts by the second.
 */
public final class Throttle {

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Faults> current;
  private long paidUntilNanos = System.nanoTime();

  /** A throttle with the limits among the faults in force. */
  Throttle(Supplier<Faults> current) {
    this.current = current;
  }

  /** Takes events in and returns for how long their sender must be held back, often zero. */
  public synchronized Duration take(long events, long bytes) {
    return hold(nanosFor(events, bytes));
  }

  /** Takes events in unless that would exceed the limits now. */
  public synchronized boolean tryTake(long events, long bytes) {
    if (!hold(0).isZero()) {
      return false;
    }
    hold(nanosFor(events, bytes));
    return true;
  }

  private Duration hold(long costNanos) {
    long now = System.nanoTime();
    paidUntilNanos = Math.max(paidUntilNanos, now - BURST_NANOS) + costNanos;
    return limited() ? Duration.ofNanos(Math.max(0, paidUntilNanos - now)) : Duration.ZERO;
  }

  private boolean limited() {
    Faults faults = current.get();
    return faults.throttleEventsPerSecond() > 0 || faults.throttleBytesPerSecond() > 0;
  }

  private long nanosFor(long events, long bytes) {
    Faults faults = current.get();
    return Math.max(
        share(events, faults.throttleEventsPerSecond()),
        share(bytes, faults.throttleBytesPerSecond()));
  }

  private static long share(long amount, long perSecond) {
    return perSecond <= 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * amount / perSecond;
  }
}
