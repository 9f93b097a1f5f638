// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * One way to learn when a quote was made.
 *
 * @param join the places whose texts make up the time, joined by a space; mostly one
 * @param scope where the pointers start
 * @param format how the time is written
 * @param pattern for {@link Format#PATTERN}
 * @param zone the zone of a time that does not name its own
 * @param zoneAt where the answer names that zone
 * @param timeOfDay what a mere date stands for
 */
public record TimeDefinition(
    List<Pointer> join,
    Scope scope,
    Format format,
    Optional<DateTimeFormatter> pattern,
    Optional<ZoneId> zone,
    Optional<Pointer> zoneAt,
    LocalTime timeOfDay) {

  /** How times are written. */
  public enum Format {
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS,
    RFC3339,
    DATE,
    PATTERN
  }
}
