// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bound on quotes that are asked for or sent and not yet acknowledged. Whoever wants to poll
 * takes credit first and waits for it in line; this is the backpressure from hub to provider.
 */
public final class InFlightWindow {

  private final int limit;
  private final Semaphore free;

  /** A window of at most {@code limit} quotes. */
  public InFlightWindow(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("an in-flight window holds at least one quote");
    }
    this.limit = limit;
    this.free = new Semaphore(limit, true);
  }

  /**
   * Waits in line for credit.
   *
   * @param quotes at most {@link #limit()}
   */
  public Credit acquire(int quotes) throws InterruptedException {
    if (quotes < 1 || quotes > limit) {
      throw new IllegalArgumentException(
          "credit for " + quotes + " quotes from a window of " + limit);
    }
    free.acquire(quotes);
    return new Credit(quotes);
  }

  /** Waits until everything has come back, and says whether it has. */
  public boolean awaitEmpty(Duration atMost) throws InterruptedException {
    boolean empty = free.tryAcquire(limit, atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (empty) {
      free.release(limit);
    }
    return empty;
  }

  /** Quotes asked for or under way now. */
  public int inFlight() {
    return limit - free.availablePermits();
  }

  public int limit() {
    return limit;
  }

  /** The right to have some quotes under way. Closing gives back what is left of it, once. */
  public final class Credit implements AutoCloseable {

    private final AtomicInteger held;

    private Credit(int quotes) {
      this.held = new AtomicInteger(quotes);
    }

    /** Gives back all but {@code quotes}: the answer held fewer than were asked for. */
    public void keep(int quotes) {
      int before = held.getAndUpdate(now -> Math.min(now, quotes));
      free.release(Math.max(0, before - quotes));
    }

    /** Gives back the rest. */
    @Override
    public void close() {
      free.release(held.getAndSet(0));
    }
  }
}
