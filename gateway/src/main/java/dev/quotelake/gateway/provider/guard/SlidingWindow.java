// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A window that is the time before now. It is counted in sixty parts, so it takes the same memory
 * for ten units as for ten million and errs, by a sixtieth, on the vendor's side.
 */
final class SlidingWindow implements UsageWindow {

  private static final int PARTS = 60;

  private final Window window;
  private final long limit;
  private final long partMillis;
  private final long[] used = new long[PARTS + 1];
  private long newest = Long.MIN_VALUE;

  SlidingWindow(Window window, long limit) {
    this.window = window;
    this.limit = limit;
    partMillis = Math.max(1, (window.length().toMillis() + PARTS - 1) / PARTS);
  }

  private void slide(Instant now) {
    long part = Math.floorDiv(now.toEpochMilli(), partMillis);
    if (newest == Long.MIN_VALUE || part - newest > PARTS) {
      Arrays.fill(used, 0);
    } else {
      for (long passed = newest + 1; passed <= part; passed++) {
        used[index(passed)] = 0;
      }
    }
    newest = Math.max(newest, part);
  }

  private static int index(long part) {
    return (int) Math.floorMod(part, (long) PARTS + 1);
  }

  private long total() {
    long total = 0;
    for (long units : used) {
      total += units;
    }
    return total;
  }

  @Override
  public Duration untilRoom(long units, Instant now) {
    slide(now);
    long excess = total() + units - limit;
    if (excess <= 0 || total() == 0) {
      return Duration.ZERO;
    }
    long part = newest - PARTS;
    for (long freed = 0; part <= newest; part++) {
      freed += used[index(part)];
      if (freed >= excess || freed == total()) {
        break;
      }
    }
    long free = (part + PARTS + 1) * partMillis;
    return Duration.ofMillis(Math.max(1, free - now.toEpochMilli()));
  }

  @Override
  public void use(long units, Instant now) {
    slide(now);
    used[index(newest)] += units;
  }

  @Override
  public long remaining(Instant now) {
    slide(now);
    return Math.max(0, limit - total());
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
