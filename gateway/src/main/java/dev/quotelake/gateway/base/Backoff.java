// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * Pauses between attempts: each is twice as long as the one before, up to a bound.
 *
 * @param first the pause after the first failure
 * @param longest the bound
 */
public record Backoff(Duration first, Duration longest) {

  /** From a tenth of a second to five: for requests to a hub. */
  public static final Backoff OF_HUB = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final int MOST_DOUBLINGS = 20;

  /** The pause after so many failures in a row, counted from 1. */
  public Duration pause(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    return Duration.ofMillis(Math.min(doubled, longest.toMillis()));
  }

  /** Anything from nothing to {@link #pause}, so that many gateways do not come back at once. */
  public Duration jittered(int failures) {
    return jittered(failures, bound -> ThreadLocalRandom.current().nextLong(bound));
  }

  Duration jittered(int failures, LongUnaryOperator random) {
    return Duration.ofMillis(random.applyAsLong(pause(failures).toMillis() + 1));
  }
}
