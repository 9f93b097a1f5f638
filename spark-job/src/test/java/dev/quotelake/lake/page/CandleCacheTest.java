// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.page.CandleCache.Found;
import dev.quotelake.lake.page.CandleCache.Limits;
import dev.quotelake.lake.page.CandleCache.None;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandleCacheTest {
  private static final Limits LONG = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final Gold gold = new Gold();
  private CandleCache cache = new CandleCache(gold, LONG, Clock.systemUTC());

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void gatheredReadersAskGoldOneQuestionAtATime() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(8);
    List<Callable<CandleCache.Answer>> views = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Choice choice = of("S" + i % 6);
      views.add(() -> cache.ask(choice));
    }

    List<Future<CandleCache.Answer>> answers = readers.invokeAll(views);

    for (int i = 0; i < 24; i++) {
      Found found = (Found) answers.get(i).get();
      assertThat(found.instrument().symbol()).isEqualTo("S" + i % 6);
    }
    assertThat(gold.mostAtOnce).hasValue(1);
    assertThat(gold.asked).hasValue(6);
    readers.shutdownNow();
  }

  @Test
  void whoWaitsTooLongGoesAwayWithoutCandlesAndFindsThemLater() throws Exception {
    cache.close();
    cache =
        new CandleCache(
            gold, new Limits(Duration.ofMillis(50), Duration.ofSeconds(60)), Clock.systemUTC());
    gold.hold = new CountDownLatch(1);

    assertThat(cache.ask(of("S"))).isEqualTo(busy());
    assertThat(cache.ask(of("T"))).isEqualTo(busy());

    gold.hold.countDown();
    while (!(cache.ask(of("S")) instanceof Found)) {
      Thread.onSpinWait();
    }
    assertThat(gold.mostAtOnce).hasValue(1);
  }

  @Test
  void aQuestionThatTakesTooLongIsGivenUp() throws Exception {
    cache.close();
    cache =
        new CandleCache(
            gold, new Limits(Duration.ofSeconds(60), Duration.ofMillis(50)), Clock.systemUTC());
    gold.hold = new CountDownLatch(1);

    assertThat(cache.ask(of("S")))
        .isInstanceOfSatisfying(None.class, none -> assertThat(none.reason()).contains("longer"));

    gold.hold = new CountDownLatch(0);
    assertThat(cache.ask(of("T"))).isInstanceOf(Found.class);
  }

  @Test
  void whatGoldThrowsIsNoneOfTheReadersBusiness() throws Exception {
    gold.failure = Optional.of(new IllegalStateException("secret"));

    assertThat(cache.ask(of("S")))
        .isEqualTo(new None("Gold did not answer: the job's log says why."));
  }

  private static None busy() {
    return new None("Gold is being asked; look again in a moment.");
  }

  private static Choice of(String symbol) {
    return new Choice(Optional.empty(), Optional.of(symbol), Optional.empty(), false, false);
  }

  /** Counts who asks at the same time. */
  private static final class Gold implements CandleSource {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile Optional<RuntimeException> failure = Optional.empty();

    @Override
    public List<Instrument> instruments(
        Optional<String> provider, Optional<String> symbol, int most) {
      asked.incrementAndGet();
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        hold.await();
        failure.ifPresent(
            thrown -> {
              throw thrown;
            });
        Thread.yield();
        return List.of(new Instrument("p", symbol.orElseThrow(), LocalDate.EPOCH));
      } catch (InterruptedException e) {
        throw new IllegalStateException("cancelled", e);
      } finally {
        atOnce.decrementAndGet();
      }
    }

    @Override
    public Day day(String provider, String symbol, LocalDate date) {
      return new Day(List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void cancel() {}
  }
}
