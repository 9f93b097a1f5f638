// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A window that begins with the clock's minute, hour, day or month, where the vendor's clock is.
 */
final class ClockWindow implements UsageWindow {

  private final Window window;
  private final long limit;
  private final ZoneId zone;
  private Instant end = Instant.MIN;
  private long used;

  ClockWindow(Window window, long limit, ZoneId zone) {
    this.window = window;
    this.limit = limit;
    this.zone = zone;
  }

  private void roll(Instant now) {
    if (!now.isBefore(end)) {
      end = window.end(now, zone);
      used = 0;
    }
  }

  @Override
  public Duration untilRoom(long units, Instant now) {
    roll(now);
    return used + units <= limit || used == 0 ? Duration.ZERO : Duration.between(now, end);
  }

  @Override
  public void use(long units, Instant now) {
    roll(now);
    used += units;
  }

  @Override
  public long remaining(Instant now) {
    roll(now);
    return Math.max(0, limit - used);
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public String name() {
    return window.key();
  }
}
