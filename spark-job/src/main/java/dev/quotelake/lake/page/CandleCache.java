// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.page.CandleSource.Day;
import dev.quotelake.lake.page.CandleSource.Instrument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for candles on behalf of all who look at the page: one question at a time, given up when it
 * takes too long. An answer is kept ten times as long as it took, so that the job spends a tenth of
 * its time on them at most, however often the page is looked at.
 */
final class CandleCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CandleCache.class);

  private static final int KEPT = 16;
  private static final int MOST_OFFERED = 500;
  private static final int COST = 10;
  private static final Duration KEPT_AT_LEAST = Duration.ofSeconds(10);
  private static final None BUSY = new None("Gold is being asked; look again in a moment.");

  /** What there is to show of a choice. */
  sealed interface Answer {}

  /**
   * Candles.
   *
   * @param instrument whose
   * @param date of which trading day
   * @param day its bars
   * @param offered symbols to choose from, where somebody is choosing
   */
  record Found(Instrument instrument, LocalDate date, Day day, List<Instrument> offered)
      implements Answer {}

  /** None, and why. */
  record None(String reason) implements Answer {}

  private record Kept(Answer answer, Instant until) {}

  /**
   * @param patience how long somebody who looks at the page waits for an answer
   * @param limit how long a question may take
   */
  record Limits(Duration patience, Duration limit) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(30));
  }

  private final CandleSource source;
  private final Limits limits;
  private final Clock clock;
  private final Map<Choice, Kept> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Choice, Kept> eldest) {
          return size() > KEPT;
        }
      };

  private Optional<CompletableFuture<Void>> running = Optional.empty();

  /** One thread asks, the other one watches the time. */
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, new BasicThreadFactory.Builder().namingPattern("page-candles").daemon(true).build());

  /** Asks nothing yet. */
  CandleCache(CandleSource source, Limits limits, Clock clock) {
    this.source = source;
    this.limits = limits;
    this.clock = clock;
  }

  /** What is known, or becomes known soon; else an older answer, or that there is none. */
  Answer ask(Choice choice) throws InterruptedException {
    // Whatever hours are shown, the whole day is asked for.
    Choice question =
        new Choice(choice.provider(), choice.symbol(), choice.day(), false, choice.choosing());
    Instant until = clock.instant().plus(limits.patience());
    Optional<Answer> answer = known(question, clock.instant());
    while (answer.isEmpty() && clock.instant().isBefore(until)) {
      await(runningOrStarted(question), until);
      answer = known(question, clock.instant());
    }
    return answer.or(() -> known(question, Instant.MIN)).orElse(BUSY);
  }

  private synchronized Optional<Answer> known(Choice question, Instant now) {
    return Optional.ofNullable(kept.get(question))
        .filter(each -> now.isBefore(each.until()))
        .map(Kept::answer);
  }

  private void await(CompletableFuture<Void> asked, Instant until) throws InterruptedException {
    try {
      asked.get(Duration.between(clock.instant(), until).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.debug("Gold has not answered the page yet");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The question that is being asked, this one or another. */
  private synchronized CompletableFuture<Void> runningOrStarted(Choice question) {
    if (running.isEmpty()) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      running = Optional.of(done);
      Future<?> work = threads.submit(() -> work(question, done));
      threads.schedule(() -> giveUp(work), limits.limit().toMillis(), TimeUnit.MILLISECONDS);
    }
    return running.get();
  }

  private void giveUp(Future<?> work) {
    if (!work.isDone()) {
      source.cancel();
      work.cancel(true);
    }
  }

  private void work(Choice question, CompletableFuture<Void> done) {
    Instant begun = clock.instant();
    Answer answer = new None("Gold could not be asked.");
    try {
      answer = answer(question);
    } catch (Exception e) {
      LOG.warn("The page's candles of {} cannot be read: {}", words(question), e.toString());
      answer =
          new None(
              "Gold did not answer: "
                  + (tookTooLong(begun)
                      ? "it took longer than %d s.".formatted(limits.limit().toSeconds())
                      : "the job's log says why."));
    } finally {
      keep(question, answer, Duration.between(begun, clock.instant()));
      done.complete(null);
    }
  }

  private boolean tookTooLong(Instant begun) {
    return !clock.instant().isBefore(begun.plus(limits.limit()));
  }

  private synchronized void keep(Choice question, Answer answer, Duration took) {
    Duration time = took.multipliedBy(COST);
    Instant until = clock.instant().plus(time.compareTo(KEPT_AT_LEAST) > 0 ? time : KEPT_AT_LEAST);
    kept.remove(question);
    kept.put(question, new Kept(answer, until));
    running = Optional.empty();
  }

  private Answer answer(Choice question) {
    List<Instrument> offered =
        question.choosing()
            ? source.instruments(Optional.empty(), Optional.empty(), MOST_OFFERED)
            : List.of();
    List<Instrument> named = source.instruments(question.provider(), question.symbol(), 1);
    if (named.isEmpty()) {
      return new None("Gold holds no quote of %s.".formatted(words(question)));
    }
    Instrument instrument = named.get(0);
    LocalDate date = question.day().orElse(instrument.latest());
    return new Found(
        instrument, date, source.day(instrument.provider(), instrument.symbol(), date), offered);
  }

  private static String words(Choice question) {
    return question.symbol().orElse("any symbol")
        + question.provider().map(name -> " from " + name).orElse("");
  }

  @Override
  public void close() {
    source.cancel();
    threads.shutdownNow();
  }
}
