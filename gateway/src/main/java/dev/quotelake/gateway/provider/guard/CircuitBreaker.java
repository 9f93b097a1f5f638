// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.ProviderVitals.Circuit;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a provider alone that keeps failing. It opens after several failures in a row and then
 * lets one request through now and then; each that fails doubles the time to the next. Failures the
 * provider answers for, such as limits, do not count.
 */
final class CircuitBreaker extends ProviderDecorator {

  private static final int FAILURES_TO_OPEN = 5;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

  private final InstantSource clock;
  private Circuit state = Circuit.CLOSED;
  private int failures;
  private int trials;
  private Instant openUntil = Instant.MIN;
  private String cause = "";

  CircuitBreaker(QuoteProvider inner, InstantSource clock) {
    super(inner);
    this.clock = clock;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    letThrough();
    boolean ill = true;
    String why = "a fault of the gateway's own, see the log";
    try {
      QuoteBatch batch = super.fetch(symbols, permit);
      ill = false;
      return batch;
    } catch (ProviderException failure) {
      ill = isIllness(failure.kind());
      why = failure.getMessage();
      throw failure;
    } finally {
      settle(ill, why);
    }
  }

  @Override
  public ProviderVitals vitals() {
    ProviderVitals vitals = super.vitals();
    return new ProviderVitals(state(), vitals.quotas(), vitals.rest());
  }

  private static boolean isIllness(Kind kind) {
    return kind == Kind.UNAVAILABLE || kind == Kind.MALFORMED_ANSWER;
  }

  private synchronized Circuit state() {
    return state;
  }

  private synchronized void letThrough() throws ProviderException {
    if (state == Circuit.OPEN && !clock.instant().isBefore(openUntil)) {
      state = Circuit.HALF_OPEN;
    } else if (state != Circuit.CLOSED) {
      Duration wait = untilTrial();
      throw new ProviderException(
          Kind.UNAVAILABLE,
          "%s failed %d times in a row and is left alone for %s; the last time: %s"
              .formatted(name(), failures, HumanDuration.of(wait), cause),
          Optional.of(wait),
          null);
    }
  }

  /** How long until a request may be tried; a moment while one is under way. */
  private Duration untilTrial() {
    Duration left = Duration.between(clock.instant(), openUntil);
    return left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
  }

  private synchronized void settle(boolean ill, String why) {
    if (!ill) {
      state = Circuit.CLOSED;
      failures = 0;
      trials = 0;
      return;
    }
    failures++;
    cause = why;
    boolean trialFailed = state == Circuit.HALF_OPEN;
    if (trialFailed || (state == Circuit.CLOSED && failures >= FAILURES_TO_OPEN)) {
      trials++;
      state = Circuit.OPEN;
      openUntil = clock.instant().plus(PAUSES.pause(trials));
    }
  }
}
