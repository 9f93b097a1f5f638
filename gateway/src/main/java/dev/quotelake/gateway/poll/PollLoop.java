// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.QuoteProvider.Permit;
import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.InFlightWindow.Credit;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.quote.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks one provider for its symbols, round after round. It asks only against credit: when the hub
 * has no room, it waits before the provider is asked, not after. Ends when its thread is
 * interrupted.
 */
public final class PollLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(PollLoop.class);
  private static final Duration LONGEST_COOL_DOWN = Duration.ofMinutes(1);

  private final QuoteProvider provider;
  private final Watchlist watchlist;
  private final ChangeFilter changes;
  private final InFlightWindow window;
  private final QuoteOutlet outlet;
  private final PollObserver observer;
  private final PollSchedule schedule;

  PollLoop(
      QuoteProvider provider,
      Watchlist watchlist,
      ChangeFilter changes,
      QuoteOutlet outlet,
      PollObserver observer,
      PollSchedule schedule) {
    this.provider = provider;
    this.watchlist = watchlist;
    this.changes = changes;
    this.window = outlet.window();
    this.outlet = outlet;
    this.observer = observer;
    this.schedule = schedule;
  }

  @Override
  public void run() {
    try {
      while (true) {
        schedule.beginRound();
        round();
        schedule.awaitNextRound();
      }
    } catch (InterruptedException e) {
      LOG.debugf("Polling of %s ends", provider.name());
    }
  }

  private void round() throws InterruptedException {
    try {
      List<List<String>> slices = mySlices();
      for (List<String> symbols : slices) {
        poll(symbols);
        schedule.beat();
      }
      changes.keepOnly(watchlist.mine());
      if (!slices.isEmpty()) {
        observer.finishedRound(provider.name(), schedule.roundTime());
      }
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  /** One request: its turn, credit, answer, what is new in it, on its way to the hub. */
  private void poll(List<String> symbols) throws InterruptedException {
    Permit permit = awaitTurn(symbols.size());
    Credit credit = takeCredit(symbols.size());
    try {
      QuoteBatch answer = provider.fetch(symbols, permit);
      watchlist.learn(answer);
      List<Quote> news = changes.news(answer.quotes());
      observer.answered(provider.name(), answer, answer.quotes().size() - news.size());
      outlet.deadLetter(provider.name(), answer.rejects());
      outlet.deliver(news, credit);
    } catch (ProviderException e) {
      credit.close();
      recover(e, symbols);
    } catch (RuntimeException e) {
      credit.close();
      unforeseen(e);
    }
  }

  private Permit awaitTurn(int symbols) throws InterruptedException {
    schedule.rest();
    return provider.awaitTurn(symbols);
  }

  private Credit takeCredit(int quotes) throws InterruptedException {
    long start = System.nanoTime();
    Credit credit = window.acquire(quotes);
    schedule.beat();
    observer.waitedForCredit(Duration.ofNanos(System.nanoTime() - start));
    return credit;
  }

  private void recover(ProviderException failure, List<String> symbols)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    observer.failed(provider.name(), failure);
    switch (failure.kind()) {
      case UNKNOWN_SYMBOL -> watchlist.park(symbols);
      case MALFORMED_SYMBOL -> {
        if (symbols.size() == 1) {
          watchlist.park(symbols);
        }
      }
      default -> {
        Duration coolDown = failure.coolDown().orElse(Duration.ZERO);
        schedule.pause(coolDown.compareTo(LONGEST_COOL_DOWN) > 0 ? LONGEST_COOL_DOWN : coolDown);
      }
    }
  }

  /** A fault of ours: told in full, and no reason to poll nothing any more. */
  private void unforeseen(RuntimeException fault) {
    LOG.errorf(fault, "A poll of %s failed in an unforeseen way; going on", provider.name());
  }

  /** This loop's requests of a round: every so-many-th slice of the watchlist. */
  private List<List<String>> mySlices() {
    List<String> due = watchlist.due();
    int size = Math.min(provider.maxSymbols(), window.limit());
    List<List<String>> slices = new ArrayList<>();
    for (int slice = schedule.part(); slice * size < due.size(); slice += schedule.parts()) {
      slices.add(due.subList(slice * size, Math.min(due.size(), (slice + 1) * size)));
    }
    return slices;
  }
}
