// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A span of time for which a vendor allows a number of requests. */
public enum Window {
  SECOND(Duration.ofSeconds(1), ChronoUnit.SECONDS),
  MINUTE(Duration.ofMinutes(1), ChronoUnit.MINUTES),
  HOUR(Duration.ofHours(1), ChronoUnit.HOURS),
  DAY(Duration.ofDays(1), ChronoUnit.DAYS),
  MONTH(Duration.ofDays(31), ChronoUnit.MONTHS);

  private final Duration length;
  private final ChronoUnit unit;

  Window(Duration length, ChronoUnit unit) {
    this.length = length;
    this.unit = unit;
  }

  /** How long it is; a month at its longest. */
  public Duration length() {
    return length;
  }

  /** Its name in a definition. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When the clock's window that holds a moment began. */
  public Instant begin(Instant moment, ZoneId zone) {
    ZonedDateTime local = moment.atZone(zone);
    ZonedDateTime begin =
        this == MONTH
            ? local.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)
            : local.truncatedTo(unit);
    return begin.toInstant();
  }

  /** When the clock's window that holds a moment ends. */
  public Instant end(Instant moment, ZoneId zone) {
    return begin(moment, zone).atZone(zone).plus(1, unit).toInstant();
  }
}
