// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The exchange's calendar: which day a moment belongs to. */
public final class NewYork {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  private NewYork() {}

  /** Midnight that began the day of {@code micros}; both in microseconds since the epoch. */
  public static long dayStart(long micros) {
    return dateOf(micros).atStartOfDay(ZONE).toEpochSecond() * 1_000_000;
  }

  /** The date in New York at {@code micros} since the epoch. */
  public static LocalDate dateOf(long micros) {
    return instant(micros).atZone(ZONE).toLocalDate();
  }

  /** {@code micros} since the epoch as an instant. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** {@code instant} in microseconds since the epoch. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
