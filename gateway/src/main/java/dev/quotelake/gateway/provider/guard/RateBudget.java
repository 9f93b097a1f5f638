// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.http.RequestGate;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition.Unit;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Keeps a vendor's allowance, in the vendor's unit, in all its windows at once, and the rests it
 * asks for. A poll loop waits for its turn holding nothing, and passes on the room it got.
 */
public final class RateBudget implements RequestGate {

  /** A request that nobody waited for is worth this much waiting, no more. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /** Rests in a row grow to this, or are as long as the vendor says. */
  private static final Duration LONGEST_GROWN = Duration.ofMinutes(5);

  private final String provider;
  private final Unit unit;
  private final List<UsageWindow> windows;
  private final InstantSource clock;
  private final RequestObserver observer;
  private Instant restingUntil = Instant.MIN;
  private int restsInARow;

  /** A full allowance. */
  public RateBudget(
      String provider, BudgetDefinition budget, InstantSource clock, RequestObserver observer) {
    this.provider = provider;
    this.clock = clock;
    this.observer = observer;
    unit = budget.unit();
    windows =
        budget.limits().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(limit -> window(budget, limit.getKey(), limit.getValue()))
            .toList();
  }

  private static UsageWindow window(BudgetDefinition budget, Window window, int limit) {
    return budget.clockAligned()
        ? new UsageWindow.Aligned(window, limit, budget.zone())
        : new UsageWindow.Sliding(window, limit);
  }

  /** Waits until a request for so many symbols has room, and takes it. */
  public void awaitTurn(int symbols) throws InterruptedException {
    Instant begin = clock.instant();
    long units = units(symbols);
    boolean waited = false;
    for (Duration wait = take(units); !wait.isZero(); wait = take(units)) {
      sleep(wait);
      waited = true;
    }
    if (waited) {
      observer.waitedForQuota(provider, Duration.between(begin, clock.instant()));
    }
  }

  @Override
  public void pass(int symbols) throws ProviderException {
    long units = units(symbols);
    Instant latest = clock.instant().plus(SHORT_WAIT);
    for (Duration wait = take(units); !wait.isZero(); wait = take(units)) {
      if (clock.instant().plus(wait).isAfter(latest)) {
        throw new ProviderException(
            Kind.RATE_LIMITED,
            "the allowance of " + provider + " is used up for another " + HumanDuration.of(wait));
      }
      sleepOrGiveUp(wait);
    }
  }

  private long units(int symbols) {
    return unit == Unit.SYMBOL ? symbols : 1;
  }

  /** Takes units if there is room and no rest; else says how long to wait. */
  private synchronized Duration take(long units) {
    Instant now = clock.instant();
    Duration wait = remainingRest();
    for (UsageWindow window : windows) {
      Duration room = window.untilRoom(units, now);
      wait = room.compareTo(wait) > 0 ? room : wait;
    }
    if (wait.isZero()) {
      windows.forEach(window -> window.use(units, now));
    }
    return wait;
  }

  private static void sleep(Duration wait) throws InterruptedException {
    Duration part = wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait;
    Thread.sleep(Math.max(1, part.toMillis()));
  }

  private void sleepOrGiveUp(Duration wait) throws ProviderException {
    try {
      sleep(wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ProviderException(Kind.UNAVAILABLE, provider + " is not asked any more: stopping");
    }
  }

  /**
   * Leaves the vendor alone, for longer with each time in a row that it asks for that.
   *
   * @param asked when the request began; one from before the end of the last rest is of the same
   *     time in a row
   * @param time how long, as the vendor or its definition says
   */
  public synchronized void rest(Instant asked, Duration time) {
    if (!asked.isBefore(restingUntil)) {
      restsInARow++;
    }
    Duration longest = time.compareTo(LONGEST_GROWN) > 0 ? time : LONGEST_GROWN;
    Duration grown = new Backoff(time, longest).pause(Math.max(1, restsInARow));
    Instant until = clock.instant().plus(grown);
    if (until.isAfter(restingUntil)) {
      restingUntil = until;
    }
  }

  /** The vendor has given what it was asked for. */
  synchronized void answered() {
    restsInARow = 0;
  }

  /** How much longer the vendor is left alone. */
  public synchronized Duration remainingRest() {
    Instant now = clock.instant();
    return now.isBefore(restingUntil) ? Duration.between(now, restingUntil) : Duration.ZERO;
  }

  /** What is left, window by window. */
  public synchronized List<Quota> quotas() {
    Instant now = clock.instant();
    return windows.stream().map(window -> window.quota(now)).toList();
  }
}
