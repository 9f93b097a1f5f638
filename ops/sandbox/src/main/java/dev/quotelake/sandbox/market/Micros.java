// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, in which the market counts time. */
public final class Micros {
  private Micros() {}

  /** {@code micros} as an instant. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** {@code instant} in microseconds. */
  public static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
