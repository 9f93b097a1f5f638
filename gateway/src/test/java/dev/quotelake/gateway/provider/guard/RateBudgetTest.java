// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals.Quota;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.QuoteProvider.Permit;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.TestClock;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition.Unit;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Allowances in the vendors' units and windows. */
class RateBudgetTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final TestClock clock = new TestClock("2026-03-17T15:00:20Z");

  private RateBudget budget(Unit unit, boolean clockAligned, Map<Window, Integer> limits) {
    return budget(unit, clockAligned, limits, clock);
  }

  private static RateBudget budget(
      Unit unit, boolean clockAligned, Map<Window, Integer> limits, InstantSource clock) {
    return new RateBudget(
        "vendor",
        new BudgetDefinition(unit, limits, clockAligned, NEW_YORK),
        clock,
        TestProviders.NO_ONE);
  }

  private static Duration refusal(RateBudget budget, int symbols) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> budget.pass(symbols));
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
    return Stream.concat(
            Stream.of(budget.remainingRest()), budget.quotas().stream().map(Quota::refill))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  @Test
  void requestsInASlidingMinute() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, false, Map.of(Window.MINUTE, 3));
    budget.pass(500);
    clock.pass(Duration.ofSeconds(30));
    budget.pass(500);
    budget.pass(1);

    assertThat(refusal(budget, 1)).as("a sixtieth late").isEqualTo(Duration.ofSeconds(31));
    clock.pass(Duration.ofSeconds(31));
    budget.pass(1);
    assertThat(refusal(budget, 1)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aSlidingWindowIsEmptyAfterALongSilence() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, false, Map.of(Window.MINUTE, 3));
    budget.pass(1);
    budget.pass(1);

    clock.pass(Duration.ofHours(1));

    assertThat(budget.quotas()).containsExactly(new Quota("minute", 3, 3, Duration.ZERO));
  }

  @Test
  void aRequestThatNobodyWaitedForWaitsShortly() throws Exception {
    RateBudget budget =
        budget(Unit.REQUEST, false, Map.of(Window.SECOND, 1), InstantSource.system());

    budget.pass(1);
    budget.pass(1);

    assertThat(budget.quotas().get(0).remaining()).isZero();
  }

  @Test
  void aRequestThatIsStoppedWhileItWaitsFails() throws Exception {
    RateBudget budget =
        budget(Unit.REQUEST, false, Map.of(Window.SECOND, 1), InstantSource.system());
    budget.pass(1);
    Thread.currentThread().interrupt();

    ProviderException stopped = catchThrowableOfType(ProviderException.class, () -> budget.pass(1));

    assertThat(stopped.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(Thread.interrupted()).as("the stop is passed on").isTrue();
  }

  @Test
  void tellsHowLongATurnWasWaitedFor() throws Exception {
    Waits waits = new Waits();
    RateBudget budget =
        new RateBudget(
            "vendor",
            new BudgetDefinition(Unit.REQUEST, Map.of(Window.SECOND, 1), false, NEW_YORK),
            InstantSource.system(),
            waits);

    budget.awaitTurn(1);
    assertThat(waits.all).as("no wait").isEmpty();

    budget.awaitTurn(1);
    assertThat(waits.all).singleElement(as(DURATION)).isPositive();
  }

  private static final class Waits implements RequestObserver {

    private final List<Duration> all = new ArrayList<>();

    @Override
    public void requested(String provider, Optional<Kind> failure, Duration time) {}

    @Override
    public void retried(String provider) {}

    @Override
    public void waitedForQuota(String provider, Duration time) {
      all.add(time);
    }
  }

  @Test
  void symbolsInTheClocksMinuteAndDay() throws Exception {
    RateBudget budget = budget(Unit.SYMBOL, true, Map.of(Window.MINUTE, 8, Window.DAY, 20));
    budget.pass(8);

    assertThat(refusal(budget, 1)).isEqualTo(Duration.ofSeconds(40));
    clock.pass(Duration.ofSeconds(40));
    budget.pass(8);
    clock.pass(Duration.ofMinutes(1));
    budget.pass(4);
    Duration untilMidnight =
        Duration.between(clock.instant(), Instant.parse("2026-03-18T04:00:00Z"));
    assertThat(refusal(budget, 1)).isEqualTo(untilMidnight);
    assertThat(budget.quotas())
        .as("shortest window first")
        .containsExactly(
            new Quota("minute", 8, 4, Duration.ZERO), new Quota("day", 20, 0, untilMidnight));
  }

  @Test
  void theClocksMonth() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, true, Map.of(Window.MONTH, 1));
    budget.pass(1);

    assertThat(refusal(budget, 1))
        .isEqualTo(Duration.between(clock.instant(), Instant.parse("2026-04-01T04:00:00Z")));
  }

  @Test
  void furtherPagesCountAsRequestsButNotAsSymbols() throws Exception {
    RateBudget requests = budget(Unit.REQUEST, true, Map.of(Window.HOUR, 2));
    RateBudget symbols = budget(Unit.SYMBOL, true, Map.of(Window.HOUR, 2));

    requests.pass(2);
    requests.pass(0);
    symbols.pass(2);
    symbols.pass(0);

    assertThat(requests.quotas().get(0).remaining()).isZero();
    assertThat(symbols.quotas().get(0).remaining()).isZero();
    assertThat(refusal(requests, 0)).isPositive();
  }

  @Test
  void hugeAllowancesCostNothing() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, false, Map.of(Window.SECOND, 100_000_000));
    for (int i = 0; i < 100_000; i++) {
      budget.pass(1);
    }
    assertThat(budget.quotas().get(0).remaining()).isEqualTo(99_900_000);
  }

  @Test
  void aRestTheVendorAskedForBindsAll() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, false, Map.of());
    budget.rest(clock.instant(), Duration.ofSeconds(60));
    budget.rest(clock.instant(), Duration.ofSeconds(10));

    assertThat(budget.remainingRest()).isEqualTo(Duration.ofSeconds(60));
    assertThat(refusal(budget, 1)).isEqualTo(Duration.ofSeconds(60));
    clock.pass(Duration.ofSeconds(60));
    budget.pass(1);
  }

  @Test
  void aTurnTakesItsRoomAndHandsItOver() throws Exception {
    RateBudget budget = budget(Unit.SYMBOL, true, Map.of(Window.HOUR, 5));
    ScriptedProvider vendor = new ScriptedProvider(ScriptedProvider::quotes);
    QuoteProvider guarded = Guards.around(vendor, budget, clock, TestProviders.NO_ONE);

    Permit permit = guarded.awaitTurn(5);
    guarded.fetch(List.of("A", "B", "C", "D", "E"), permit);

    assertThat(budget.quotas().get(0).remaining()).isZero();
    assertThat(vendor.permits()).containsExactly(permit);
    assertThat(permit.use(5)).isTrue();
    assertThat(refusal(budget, 1)).isPositive();
  }

  @Test
  void aPermitIsGoodForOneRequestAndForNoLargerOne() {
    Permit permit = Permit.of(5);

    assertThat(permit.use(4)).isTrue();
    assertThat(permit.use(1)).as("used up").isFalse();
    assertThat(Permit.of(5).use(6)).as("too small").isFalse();
    assertThat(Permit.none().use(1)).isFalse();
  }

  @Test
  void aTurnIsWaitedForUntilThereIsRoom() throws Exception {
    RateBudget budget =
        budget(Unit.REQUEST, false, Map.of(Window.SECOND, 1), InstantSource.system());

    budget.awaitTurn(1);
    budget.awaitTurn(1);

    assertThat(budget.quotas().get(0).remaining()).isZero();
  }

  @Test
  void aLoopThatIsStoppedStopsWaiting() throws Exception {
    RateBudget budget = budget(Unit.REQUEST, true, Map.of(Window.HOUR, 1));
    budget.pass(1);
    Thread.currentThread().interrupt();

    assertThat(catchThrowableOfType(InterruptedException.class, () -> budget.awaitTurn(1)))
        .isNotNull();
  }

  @Test
  void aRequestLargerThanTheWindowIsNotRefusedForEver() throws Exception {
    RateBudget aligned = budget(Unit.SYMBOL, true, Map.of(Window.MINUTE, 8));
    RateBudget sliding = budget(Unit.SYMBOL, false, Map.of(Window.MINUTE, 8));

    aligned.pass(9);
    sliding.pass(9);

    assertThat(refusal(aligned, 1)).isPositive();
    assertThat(refusal(sliding, 1)).isPositive();
  }

  @Test
  void windowsOfTheClock() {
    assertThat(Window.DAY.end(clock.instant(), ZoneOffset.UTC)).isEqualTo("2026-03-18T00:00:00Z");
    assertThat(Window.MONTH.begin(clock.instant(), NEW_YORK)).isEqualTo("2026-03-01T05:00:00Z");
    assertThat(Window.SECOND.end(clock.instant(), NEW_YORK)).isEqualTo("2026-03-17T15:00:21Z");
  }
}
