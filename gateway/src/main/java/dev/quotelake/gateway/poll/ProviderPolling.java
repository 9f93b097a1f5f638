// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.publish.QuoteOutlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The loops of one provider and what they share. */
public final class ProviderPolling {

  private final QuoteProvider provider;
  private final Watchlist watchlist;
  private final ChangeFilter changes;
  private final ProviderState state;
  private final List<PollSchedule> schedules = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** A provider and its symbols; nothing is asked before {@link #start}. */
  public ProviderPolling(
      QuoteProvider provider, Watchlist watchlist, ChangeFilter changes, ProviderState state) {
    this.provider = provider;
    this.state = state;
    this.watchlist = watchlist;
    this.changes = changes;
  }

  /** Begins to poll with so many requests in flight at once. */
  public synchronized void start(
      Duration interval, int loops, QuoteOutlet outlet, PollObserver... observers) {
    for (int part = 0; part < loops; part++) {
      PollSchedule schedule = new PollSchedule(interval, part, loops);
      PollLoop loop = new PollLoop(this, outlet, List.of(observers), schedule);
      Thread thread = new Thread(loop, "poll-" + provider.name() + "-" + part);
      schedules.add(schedule);
      threads.add(thread);
      thread.start();
    }
  }

  /** Stops polling at once; an answer that is not there yet is given up. */
  public synchronized void stop() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    provider.close();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /**
   * The longest that one of the loops has given no sign of life; longer than a day if one ended.
   */
  public synchronized Duration silence() {
    boolean ended = threads.stream().anyMatch(thread -> !thread.isAlive());
    return ended
        ? Duration.ofDays(1)
        : schedules.stream()
            .map(PollSchedule::silence)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  public QuoteProvider provider() {
    return provider;
  }

  public Watchlist watchlist() {
    return watchlist;
  }

  public ProviderState state() {
    return state;
  }

  /** What was answered last. */
  public ChangeFilter changes() {
    return changes;
  }
}
