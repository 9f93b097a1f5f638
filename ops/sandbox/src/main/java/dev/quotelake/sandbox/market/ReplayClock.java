// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Duration;
import java.time.Instant;

/**
 * Market time of a replay: it stands at the beginning until the first look, then runs {@code speed}
 * times as fast as the wall clock.
 */
final class ReplayClock {
  private final long beginMicros;
  private final double speed;
  private Instant started;

  ReplayClock(long beginMicros, double speed) {
    this.beginMicros = beginMicros;
    this.speed = speed;
  }

  /** Market time at {@code now}, in microseconds since the epoch. */
  long at(Instant now) {
    if (started == null) {
      started = now;
    }
    return beginMicros + Math.round(Duration.between(started, now).toNanos() / 1_000.0 * speed);
  }
}
