// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * Exponential backoff with full jitter: each pause is anywhere between nothing and a bound that
 * doubles, so that many gateways do not come back at once.
 *
 * @param first the first bound
 * @param longest the largest bound
 * @param random a random number from 0 up to, but not including, its argument
 */
record Backoff(Duration first, Duration longest, LongUnaryOperator random) {

  /** The pause before so many-th retry, counted from 1. */
  Duration pause(int retry) {
    long bound = first.toMillis() << Math.min(retry - 1, 20);
    return Duration.ofMillis(random.applyAsLong(Math.min(bound, longest.toMillis()) + 1));
  }
}
