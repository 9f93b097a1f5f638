// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.publish.Outlets;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.publish.RecordingHub;
import dev.quotelake.gateway.quote.SampleQuotes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollLoopTest {

  private static final Duration NEVER_AGAIN = Duration.ofHours(1);

  private final RecordingHub hub = new RecordingHub();
  private final Journal observer = new Journal();
  private final List<ProviderPolling> started = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    hub.close();
    for (ProviderPolling polling : started) {
      polling.stop();
    }
  }

  @Test
  void asksForEverySymbolInSlicesAndPublishesTheAnswers() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of("A", "B", "C", "D", "E"), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> observer.rounds.get() == 1);

    assertThat(provider.asked).containsExactly(List.of("A", "B"), List.of("C", "D"), List.of("E"));
    assertThat(hub.journal)
        .filteredOn(line -> line.startsWith("publish"))
        .containsExactly("publish [A, B]", "publish [C, D]", "publish [E]");
  }

  @Test
  void sharesTheSlicesAmongItsLoops() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of("A", "B", "C", "D", "E", "F"), NEVER_AGAIN, 2, 100);

    Awaitility.await().until(() -> observer.rounds.get() == 2);

    assertThat(provider.asked)
        .containsExactlyInAnyOrder(List.of("A", "B"), List.of("C", "D"), List.of("E", "F"));
  }

  @Test
  void asksNothingWhileTheHubHasNoRoom() {
    hub.stall();
    FakeProvider provider = new FakeProvider();
    QuoteOutlet outlet = start(provider, List.of("A", "B"), Duration.ZERO, 1, 6);

    Awaitility.await().until(() -> hub.unanswered() == 3);
    assertThat(outlet.window().inFlight()).isEqualTo(6);
    assertThat(provider.asked).as("asked only what there was credit for").hasSize(3);

    hub.answerAll();
    Awaitility.await().until(() -> provider.asked.size() > 3);
  }

  @Test
  void waitingForCreditIsNoSilence() {
    hub.stall();
    start(new FakeProvider(), List.of("A"), Duration.ZERO, 1, 1);
    Awaitility.await().until(() -> hub.unanswered() == 1);

    Awaitility.await().until(() -> started.get(0).silence().isZero());
  }

  @Test
  void goesOnAfterAFailureAndGivesAllCreditBack() {
    FakeProvider provider = new FakeProvider();
    provider.failures.add(new ProviderException(Kind.UNAVAILABLE, "down"));
    QuoteOutlet outlet = start(provider, List.of("A", "B", "C"), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> observer.rounds.get() == 1);

    assertThat(observer.failures)
        .extracting(ProviderException::kind)
        .containsExactly(Kind.UNAVAILABLE);
    assertThat(hub.journal).contains("publish [C]");
    assertThat(outlet.window().inFlight()).as("nothing is under way any more").isZero();
  }

  @Test
  void goesOnAfterAnUnforeseenFailureAndGivesAllCreditBack() {
    FakeProvider provider = new FakeProvider();
    provider.unforeseen.incrementAndGet();
    QuoteOutlet outlet = start(provider, List.of("A", "B", "C"), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> observer.rounds.get() == 1);

    assertThat(hub.journal).contains("publish [C]");
    assertThat(outlet.window().inFlight()).as("nothing is under way any more").isZero();
  }

  @Test
  void asksWithTheTurnItWaitedFor() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of("A", "B", "C"), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> observer.rounds.get() == 1);

    assertThat(provider.permits).hasSize(2).isEqualTo(provider.turns);
  }

  @Test
  void parksSymbolsTheProviderDoesNotKnow() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of("A", "?1", "B", "C"), Duration.ofMillis(1), 1, 100);

    Awaitility.await().until(() -> observer.rounds.get() >= 3);

    assertThat(started.get(0).watchlist().parked()).containsExactly("?1");
    assertThat(provider.asked.stream().filter(asked -> asked.contains("?1"))).hasSize(1);
  }

  @Test
  void asksForNoMoreThanTheWindowHolds() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of("A", "B"), NEVER_AGAIN, 1, 1);

    Awaitility.await().until(() -> observer.rounds.get() == 1);

    assertThat(provider.asked).containsExactly(List.of("A"), List.of("B"));
  }

  @Test
  void leavesAProviderAloneThatAsksForIt() {
    FakeProvider provider = new FakeProvider();
    provider.failures.add(
        new ProviderException(
            Kind.RATE_LIMITED, "slow down", Optional.of(Duration.ofHours(1)), null));
    start(provider, List.of("A"), Duration.ZERO, 1, 100);

    Awaitility.await()
        .until(() -> !observer.failures.isEmpty() && state() == Thread.State.TIMED_WAITING);

    assertThat(provider.asked).hasSize(1);
    assertThat(started.get(0).silence()).isZero();
  }

  @Test
  void aRoundWithoutSymbolsIsNone() {
    FakeProvider provider = new FakeProvider();
    start(provider, List.of(), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> state() == Thread.State.TIMED_WAITING);

    assertThat(observer.rounds).hasValue(0);
    assertThat(provider.asked).isEmpty();
  }

  @Test
  void forgetsTheQuotesOfSymbolsThatAreNoLongerWatched() {
    List<String> watched = new CopyOnWriteArrayList<>(List.of("A", "B"));
    start(new FakeProvider(), watched, Duration.ofMillis(1), 1, 100);
    Awaitility.await().until(() -> started.get(0).changes().lastSeen().size() == 2);

    watched.remove("A");

    Awaitility.await().until(() -> started.get(0).changes().lastSeen().size() == 1);
  }

  @Test
  void tellsEachObserverWhatWasAnsweredAndHeldBack() {
    Journal other = new Journal();
    ProviderPolling polling =
        polling(new FakeProvider(), List.of("A", "B"), new ChangeFilter(false));

    polling.start(Duration.ofMillis(1), 1, Outlets.to(hub, 100), observer, other);

    for (Journal each : List.of(observer, other)) {
      Awaitility.await().until(() -> each.rounds.get() >= 2);
      assertThat(each.unchanged).startsWith(0, 2);
      assertThat(each.waits.get()).isPositive();
    }
    assertThat(hub.journal).containsOnlyOnce("publish [A, B]");
  }

  @Test
  void deadLettersRejects() {
    start(new FakeProvider(), List.of("!bad"), NEVER_AGAIN, 1, 100);

    Awaitility.await().until(() -> hub.journal.contains("dead-lettered no_price"));
  }

  @Test
  void endsAtOnceInTheMiddleOfARequestOrAWait() throws Exception {
    FakeProvider provider = new FakeProvider();
    provider.hang = true;
    start(provider, List.of("A"), NEVER_AGAIN, 1, 100);
    Awaitility.await().until(() -> provider.asked.size() == 1);

    started.get(0).stop();

    assertThat(hub.journal).isEmpty();
    assertThat(provider.closed).isTrue();
    assertThat(started.get(0).silence()).isGreaterThanOrEqualTo(Duration.ofDays(1));
  }

  private static Thread.State state() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("poll-fake-0"))
        .findFirst()
        .map(Thread::getState)
        .orElse(Thread.State.NEW);
  }

  private QuoteOutlet start(
      FakeProvider provider, List<String> symbols, Duration interval, int loops, int window) {
    QuoteOutlet outlet = Outlets.to(hub, window);
    polling(provider, symbols, new ChangeFilter(true)).start(interval, loops, outlet, observer);
    return outlet;
  }

  private ProviderPolling polling(
      FakeProvider provider, List<String> symbols, ChangeFilter changes) {
    Backoff steps = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    Parking parking = new Parking("fake", steps, symbol -> false, InstantSource.system());
    ProviderPolling polling =
        new ProviderPolling(
            provider,
            new Watchlist(() -> symbols, Watchlist.ALL, parking),
            changes,
            new ProviderState(provider, InstantSource.system()));
    started.add(polling);
    return polling;
  }

  /** Two symbols a request; {@code ?x} is unknown, {@code !x} not readable. */
  private static final class FakeProvider implements QuoteProvider {

    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final List<Permit> turns = new CopyOnWriteArrayList<>();
    private final List<Permit> permits = new CopyOnWriteArrayList<>();
    private final List<ProviderException> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger unforeseen = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean hang;

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public int maxSymbols() {
      return 2;
    }

    @Override
    public Permit awaitTurn(int symbols) {
      Permit permit = Permit.of(symbols);
      turns.add(permit);
      return permit;
    }

    @Override
    public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
      asked.add(List.copyOf(symbols));
      permits.add(permit);
      if (hang) {
        hang();
      }
      if (unforeseen.getAndDecrement() > 0) {
        throw new IllegalStateException("a bug");
      }
      if (!failures.isEmpty()) {
        throw failures.remove(0);
      }
      return new QuoteBatch(
          symbols.stream()
              .filter(symbol -> Character.isLetter(symbol.charAt(0)))
              .map(symbol -> SampleQuotes.quote(symbol, 1))
              .toList(),
          symbols.stream()
              .filter(symbol -> symbol.startsWith("!"))
              .map(symbol -> new Reject(symbol, "no_price", "No price.", "{}"))
              .toList(),
          symbols.stream().filter(symbol -> symbol.startsWith("?")).toList(),
          List.of());
    }

    @Override
    public void close() {
      closed.set(true);
    }

    private static void hang() throws ProviderException {
      try {
        Thread.sleep(Duration.ofHours(1).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProviderException(Kind.UNAVAILABLE, "interrupted");
      }
    }
  }

  private static final class Journal implements PollObserver {

    private final AtomicInteger rounds = new AtomicInteger();
    private final List<ProviderException> failures = new CopyOnWriteArrayList<>();
    private final List<Integer> unchanged = new CopyOnWriteArrayList<>();
    private final AtomicLong waits = new AtomicLong();

    @Override
    public void waitedForCredit(Duration time) {
      waits.addAndGet(time.toNanos());
    }

    @Override
    public void answered(String provider, QuoteBatch answer, int heldBack) {
      unchanged.add(heldBack);
    }

    @Override
    public void failed(String provider, int symbols, ProviderException failure) {
      failures.add(failure);
    }

    @Override
    public void finishedRound(String provider, Duration time) {
      rounds.incrementAndGet();
    }
  }
}
