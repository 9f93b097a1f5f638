// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
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

  /** Fewer failures in a row may be those of single slices, and hold up no others. */
  private static final int FAILURES_TO_PAUSE = 3;

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** A pause is this part of all pauses since the provider began to fail, so it ends soon after. */
  private static final int PART_OF_OUTAGE = 4;

  private final QuoteProvider provider;
  private final Watchlist watchlist;
  private final ChangeFilter changes;
  private final ProviderState state;
  private final InFlightWindow window;
  private final QuoteOutlet outlet;
  private final List<PollObserver> observers;
  private final PollSchedule schedule;
  private int failuresInRow;
  private Duration paused = Duration.ZERO;
  private boolean roundFailed;

  PollLoop(
      ProviderPolling polling,
      QuoteOutlet outlet,
      List<PollObserver> observers,
      PollSchedule schedule) {
    provider = polling.provider();
    watchlist = polling.watchlist();
    changes = polling.changes();
    state = polling.state();
    this.window = outlet.window();
    this.outlet = outlet;
    this.observers = observers;
    this.schedule = schedule;
  }

  @Override
  public void run() {
    try {
      while (true) {
        roundAndPause();
      }
    } catch (InterruptedException e) {
      LOG.debugf("Polling of %s ends", provider.name());
    }
  }

  void roundAndPause() throws InterruptedException {
    schedule.beginRound();
    round();
    schedule.awaitNextRound();
  }

  private void round() throws InterruptedException {
    try {
      roundFailed = false;
      List<List<String>> slices = mySlices();
      for (List<String> symbols : slices) {
        poll(symbols);
        schedule.beat();
      }
      changes.keepOnly(watchlist.mine());
      watchlist.parking().tellChanges();
      if (!slices.isEmpty()) {
        finished();
      }
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void finished() {
    Duration time = schedule.roundTime();
    observers.forEach(each -> each.finishedRound(provider.name(), time));
    if (!roundFailed) {
      state.succeeded(schedule.part());
    }
  }

  /** One request: its turn, credit, answer, what is new in it, on its way to the hub. */
  private void poll(List<String> symbols) throws InterruptedException {
    Permit permit = awaitTurn(symbols.size());
    Credit credit = takeCredit(symbols.size());
    try {
      QuoteBatch answer = ask(symbols, permit);
      failuresInRow = 0;
      paused = Duration.ZERO;
      List<Quote> news = changes.news(answer.quotes());
      int unchanged = answer.quotes().size() - news.size();
      observers.forEach(each -> each.answered(provider.name(), answer, unchanged));
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

  private QuoteBatch ask(List<String> symbols, Permit permit) throws ProviderException {
    QuoteBatch answer;
    try {
      answer = provider.fetch(symbols, permit);
    } catch (ProviderException failure) {
      if (!isAbout(symbols, failure)) {
        throw failure;
      }
      watchlist.parking().refused(symbols, failure);
      return new QuoteBatch(List.of(), List.of(), symbols, List.of());
    }
    watchlist.parking().learn(answer);
    return answer;
  }

  private static boolean isAbout(List<String> symbols, ProviderException failure) {
    return failure.kind() == Kind.UNKNOWN_SYMBOL
        || (failure.kind() == Kind.MALFORMED_SYMBOL && symbols.size() == 1);
  }

  private Permit awaitTurn(int symbols) throws InterruptedException {
    schedule.rest();
    state.awaitsTurn(schedule.part());
    return provider.awaitTurn(symbols);
  }

  private Credit takeCredit(int quotes) throws InterruptedException {
    long start = System.nanoTime();
    Credit credit = window.acquire(quotes);
    schedule.beat();
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    observers.forEach(each -> each.waitedForCredit(waited));
    return credit;
  }

  private void recover(ProviderException failure, List<String> symbols)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    observers.forEach(each -> each.failed(provider.name(), symbols.size(), failure));
    state.failed(schedule.part(), failure);
    roundFailed = true;
    failuresInRow++;
    Duration pause = failure.coolDown().orElseGet(this::pauseAfterFailures);
    Duration bounded = pause.compareTo(LONGEST_COOL_DOWN) > 0 ? LONGEST_COOL_DOWN : pause;
    paused = paused.plus(bounded);
    schedule.pause(bounded);
  }

  private Duration pauseAfterFailures() {
    if (failuresInRow < FAILURES_TO_PAUSE) {
      return Duration.ZERO;
    }
    Duration part = paused.dividedBy(PART_OF_OUTAGE);
    return part.compareTo(SHORTEST_PAUSE) > 0 ? part : SHORTEST_PAUSE;
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
