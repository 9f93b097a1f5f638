// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/** Counts what is used of one window's allowance, in units. Not safe for several threads. */
abstract sealed class UsageWindow {

  private final Window window;
  private final long limit;

  private UsageWindow(Window window, long limit) {
    this.window = window;
    this.limit = limit;
  }

  /** How long to wait until so many units fit; zero if they do now, or if nothing is used. */
  final Duration untilRoom(long units, Instant now) {
    moveTo(now);
    long excess = used() + units - limit;
    return excess <= 0 || used() == 0 ? Duration.ZERO : untilFreed(excess, now);
  }

  /** Uses units. */
  final void use(long units, Instant now) {
    moveTo(now);
    add(units);
  }

  /** What is allowed and left. */
  final Quota quota(Instant now) {
    Duration refill = untilRoom(1, now);
    return new Quota(window.key(), limit, Math.max(0, limit - used()), refill);
  }

  abstract void moveTo(Instant now);

  abstract long used();

  abstract void add(long units);

  /** How long until so many units, or all that are used, are free again. */
  abstract Duration untilFreed(long units, Instant now);

  /** Begins with the clock's minute, hour, day or month, where the vendor's clock is. */
  static final class Aligned extends UsageWindow {

    private final Window window;
    private final ZoneId zone;
    private Instant end = Instant.MIN;
    private long used;

    Aligned(Window window, long limit, ZoneId zone) {
      super(window, limit);
      this.window = window;
      this.zone = zone;
    }

    @Override
    void moveTo(Instant now) {
      if (!now.isBefore(end)) {
        end = window.end(now, zone);
        used = 0;
      }
    }

    @Override
    long used() {
      return used;
    }

    @Override
    void add(long units) {
      used += units;
    }

    @Override
    Duration untilFreed(long units, Instant now) {
      return Duration.between(now, end);
    }
  }

  /**
   * The time before now. It is counted in sixty parts, so it takes the same memory for ten units as
   * for ten million and errs, by a sixtieth, on the vendor's side.
   */
  static final class Sliding extends UsageWindow {

    private static final int PARTS = 60;

    private final long partMillis;
    private final long[] used = new long[PARTS + 1];
    private long newest = Long.MIN_VALUE;

    Sliding(Window window, long limit) {
      super(window, limit);
      partMillis = Math.max(1, (window.length().toMillis() + PARTS - 1) / PARTS);
    }

    @Override
    void moveTo(Instant now) {
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

    @Override
    long used() {
      return Arrays.stream(used).sum();
    }

    @Override
    void add(long units) {
      used[index(newest)] += units;
    }

    @Override
    Duration untilFreed(long units, Instant now) {
      long part = newest - PARTS;
      for (long freed = used[index(part)]; freed < units && part < newest; ) {
        part++;
        freed += used[index(part)];
      }
      long free = (part + PARTS + 1) * partMillis;
      return Duration.ofMillis(Math.max(1, free - now.toEpochMilli()));
    }

    private static int index(long part) {
      return (int) Math.floorMod(part, (long) PARTS + 1);
    }
  }
}
