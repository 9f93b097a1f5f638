// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderVitals.Circuit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Opens after several failures in a row and then lets one request through now and then; each that
 * fails doubles the time to the next.
 */
final class CircuitBreaker {

  private static final int FAILURES_TO_OPEN = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private Circuit state = Circuit.CLOSED;
  private int failures;
  private Duration pause = FIRST_PAUSE;
  private Instant openUntil = Instant.MIN;

  CircuitBreaker(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether a request may be made now. */
  synchronized boolean letsThrough() {
    if (state == Circuit.CLOSED) {
      return true;
    }
    if (state == Circuit.HALF_OPEN || clock.instant().isBefore(openUntil)) {
      return false;
    }
    state = Circuit.HALF_OPEN;
    return true;
  }

  synchronized void succeeded() {
    state = Circuit.CLOSED;
    failures = 0;
    pause = FIRST_PAUSE;
  }

  synchronized void failed() {
    failures++;
    if (state == Circuit.HALF_OPEN) {
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      open();
    } else if (state == Circuit.CLOSED && failures >= FAILURES_TO_OPEN) {
      open();
    }
  }

  private void open() {
    state = Circuit.OPEN;
    openUntil = clock.instant().plus(pause);
  }

  /** How long until a request may be tried; a moment while one is under way. */
  synchronized Duration untilTrial() {
    Duration left = Duration.between(clock.instant(), openUntil);
    return left.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : left;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized Circuit state() {
    return state;
  }
}
