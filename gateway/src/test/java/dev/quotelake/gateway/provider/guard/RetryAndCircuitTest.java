// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals.Circuit;
import dev.quotelake.gateway.provider.TestClock;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked again, and what is left alone. */
class RetryAndCircuitTest {

  private static final List<String> ONE = List.of("A");
  private static final Backoff AT_ONCE = new Backoff(Duration.ZERO, Duration.ZERO);

  private final TestClock clock = new TestClock("2026-03-17T15:00:20Z");
  private ProviderException failure = new ProviderException(Kind.UNAVAILABLE, "down");
  private int failuresLeft;
  private final ScriptedProvider vendor =
      new ScriptedProvider(
          symbols -> {
            if (failuresLeft > 0) {
              failuresLeft--;
              throw failure;
            }
            return ScriptedProvider.quotes(symbols);
          });

  private RetryingProvider retrying() {
    return new RetryingProvider(vendor, AT_ONCE, clock, TestProviders.NO_ONE);
  }

  @Test
  void whatHealsIsAskedAgain() throws Exception {
    failuresLeft = 2;

    assertThat(retrying().fetch(ONE).quotes()).hasSize(1);
    assertThat(vendor.asked()).hasSize(3);
  }

  @Test
  void butNotForEver() {
    failuresLeft = 100;

    assertThatThrownBy(() -> retrying().fetch(ONE)).isSameAs(failure);
    assertThat(vendor.asked()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNAVAILABLE")
  void whatCannotHealIsNotAskedAgain(Kind kind) {
    failure = new ProviderException(kind, "no");
    failuresLeft = 1;

    assertThatThrownBy(() -> retrying().fetch(ONE)).isSameAs(failure);
    assertThat(vendor.asked()).hasSize(1);
  }

  @Test
  void whoAsksToBeLeftAloneIsLeftAlone() {
    failure =
        new ProviderException(
            Kind.UNAVAILABLE, "back soon", Optional.of(Duration.ofSeconds(5)), null);
    failuresLeft = 1;

    assertThatThrownBy(() -> retrying().fetch(ONE)).isSameAs(failure);
    assertThat(vendor.asked()).hasSize(1);
  }

  @Test
  void afterFiveFailuresInARowTheCircuitOpensAndTriesAgainMoreAndMoreRarely() throws Exception {
    CircuitBreaker circuit = new CircuitBreaker(vendor, clock);
    failuresLeft = 6;
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> circuit.fetch(ONE)).isSameAs(failure);
    }

    ProviderException open =
        catchThrowableOfType(ProviderException.class, () -> circuit.fetch(ONE));
    assertThat(open).hasMessageContaining("failed 5 times in a row");
    assertThat(open.coolDown()).contains(Duration.ofSeconds(1));
    assertThat(circuit.vitals().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(vendor.asked()).hasSize(5);

    clock.pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> circuit.fetch(ONE)).isSameAs(failure);
    clock.pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> circuit.fetch(ONE)).isNotSameAs(failure);
    clock.pass(Duration.ofSeconds(1));
    assertThat(circuit.fetch(ONE).quotes()).hasSize(1);
    assertThat(circuit.vitals().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void whatTookLongIsNotAskedAgain() {
    ScriptedProvider slow =
        new ScriptedProvider(
            symbols -> {
              clock.pass(Duration.ofSeconds(5));
              throw failure;
            });

    assertThatThrownBy(
            () -> new RetryingProvider(slow, AT_ONCE, clock, TestProviders.NO_ONE).fetch(ONE))
        .isSameAs(failure);
    assertThat(slow.asked()).hasSize(1);
  }

  @Test
  void aStopEndsTheRetries() {
    failuresLeft = 100;
    Backoff patient = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(4));
    RetryingProvider retrying = new RetryingProvider(vendor, patient, clock, TestProviders.NO_ONE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retrying.fetch(ONE)).isSameAs(failure);

    assertThat(Thread.interrupted()).as("the stop is passed on").isTrue();
    assertThat(vendor.asked()).hasSize(1);
  }

  @Test
  void failuresThatAreNotInARowDoNotOpenTheCircuit() throws Exception {
    CircuitBreaker circuit = new CircuitBreaker(vendor, clock);
    for (int i = 0; i < 3; i++) {
      failuresLeft = 4;
      for (int j = 0; j < 4; j++) {
        assertThatThrownBy(() -> circuit.fetch(ONE)).isSameAs(failure);
      }
      assertThat(circuit.fetch(ONE).quotes()).hasSize(1);
    }
    assertThat(circuit.vitals().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void onlyOneRequestTriesWhetherTheProviderIsWell() throws Exception {
    List<Throwable> refusals = new ArrayList<>();
    CircuitBreaker[] circuit = new CircuitBreaker[1];
    ScriptedProvider trial =
        new ScriptedProvider(
            symbols -> {
              if (failuresLeft-- > 0) {
                throw failure;
              }
              refusals.add(catchThrowable(() -> circuit[0].fetch(ONE)));
              return ScriptedProvider.quotes(symbols);
            });
    circuit[0] = new CircuitBreaker(trial, clock);
    failuresLeft = 5;
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> circuit[0].fetch(ONE)).isSameAs(failure);
    }
    clock.pass(Duration.ofSeconds(1));

    assertThat(circuit[0].fetch(ONE).quotes()).hasSize(1);

    assertThat(refusals).singleElement().isInstanceOf(ProviderException.class);
    assertThat(((ProviderException) refusals.get(0)).coolDown()).contains(Duration.ofMillis(100));
    assertThat(trial.asked()).hasSize(6);
  }

  @Test
  void aFaultOfOursOpensTheCircuitToo() {
    CircuitBreaker circuit =
        new CircuitBreaker(
            new ScriptedProvider(
                symbols -> {
                  throw new IllegalStateException("a bug");
                }),
            clock);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> circuit.fetch(ONE)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(circuit.vitals().circuit()).isEqualTo(Circuit.OPEN);
  }

  @Test
  void anIllProviderIsTriedOnceAMinuteAtLeast() {
    CircuitBreaker circuit = new CircuitBreaker(vendor, clock);
    failuresLeft = 1_000;
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> circuit.fetch(ONE)).isInstanceOf(ProviderException.class);
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(vendor.asked()).hasSize(20);
  }

  @Test
  void aSymbolOutsideThePlanMakesNobodyRestWhereSymbolsAreAskedForOneByOne() {
    assertThat(restAfterNotInPlan(1)).isZero();
    assertThat(restAfterNotInPlan(10)).isEqualTo(Duration.ofMinutes(5));
  }

  private Duration restAfterNotInPlan(int maxSymbols) {
    RateBudget budget =
        new RateBudget(
            "vendor",
            new BudgetDefinition(BudgetDefinition.Unit.REQUEST, Map.of(), false, ZoneOffset.UTC),
            clock,
            TestProviders.NO_ONE);
    ScriptedProvider refusing =
        new ScriptedProvider(
            symbols -> {
              throw new ProviderException(
                  Kind.NOT_IN_PLAN, "no indices", Optional.of(Duration.ofMinutes(5)), null);
            },
            maxSymbols);

    assertThatThrownBy(() -> new BudgetedProvider(refusing, budget, clock).fetch(ONE))
        .isInstanceOf(ProviderException.class);

    return new BudgetedProvider(refusing, budget, clock).vitals().rest();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNAVAILABLE", "MALFORMED_ANSWER"})
  void anAnswerThatSaysNoIsNoIllness(Kind kind) {
    CircuitBreaker circuit = new CircuitBreaker(vendor, clock);
    failure = new ProviderException(kind, "no");
    failuresLeft = 20;

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> circuit.fetch(ONE)).isSameAs(failure);
    }
    assertThat(circuit.vitals().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void aRestBindsEveryRequestOfTheGateway() {
    RateBudget budget =
        new RateBudget(
            "vendor",
            new BudgetDefinition(BudgetDefinition.Unit.REQUEST, Map.of(), false, ZoneOffset.UTC),
            clock,
            TestProviders.NO_ONE);
    failure =
        new ProviderException(
            Kind.RATE_LIMITED, "slow down", Optional.of(Duration.ofSeconds(30)), null);
    failuresLeft = 1;

    assertThatThrownBy(() -> new BudgetedProvider(vendor, budget, clock).fetch(ONE))
        .isSameAs(failure);

    assertThat(budget.remainingRest()).isEqualTo(Duration.ofSeconds(30));
  }
}
