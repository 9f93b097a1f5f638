// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.TimeDefinition;
import dev.quotelake.gateway.provider.http.definition.TimeDefinition.Format;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/**
 * Reads times that need a pattern or a zone from elsewhere. Not for the fast way: makes objects.
 *
 * @param format how the time is written
 * @param pattern for patterns
 * @param zone the zone of times that do not name their own, unless the answer names it; or null
 * @param timeOfDay what a mere date stands for
 */
record ZonedTimeText(Format format, DateTimeFormatter pattern, ZoneId zone, LocalTime timeOfDay) {

  private static final NoValue NO_VALUE = new NoValue(List.of("0", "0000-00-00"));

  static ZonedTimeText of(TimeDefinition definition) {
    return new ZonedTimeText(
        definition.format(),
        definition.pattern().orElse(null),
        definition.zone().orElse(null),
        definition.timeOfDay());
  }

  /**
   * Reads a time into a slot.
   *
   * @param zoneName the zone as the answer names it, or null
   */
  void read(String text, String zoneName, int slot, Values values) {
    char[] characters = text.toCharArray();
    if (NO_VALUE.isText(characters, 0, characters.length)) {
      values.none(slot);
      return;
    }
    try {
      long micros = micros(text, zoneName == null ? zone : ZoneId.of(zoneName), values.time());
      if (micros == 0) {
        values.none(slot);
      } else if (TimeText.isPlausible(micros)) {
        values.number(slot, micros);
      } else {
        values.bad(slot, excerpt(text) + TimeText.OUT_OF_RANGE);
      }
    } catch (DateTimeException notATime) {
      values.bad(slot, excerpt(text) + " is no time as the definition describes it");
    }
  }

  private static String excerpt(String text) {
    return TimeText.excerpt(text.toCharArray(), 0, text.length());
  }

  private long micros(String text, ZoneId local, TimeText time) {
    if (format == Format.PATTERN) {
      return micros(instant(text, local));
    }
    if (!time.read(text.toCharArray(), 0, text.length())) {
      throw new DateTimeException("no date");
    }
    if (time.isUnset()) {
      return 0;
    }
    if (time.hasOffset()) {
      return time.micros();
    }
    LocalDateTime dateTime =
        format == Format.DATE ? time.local().toLocalDate().atTime(timeOfDay) : time.local();
    return micros(dateTime.atZone(needed(local)).toInstant());
  }

  private Instant instant(String text, ZoneId local) {
    TemporalAccessor best =
        pattern.parseBest(
            text, ZonedDateTime::from, Instant::from, LocalDateTime::from, LocalDate::from);
    if (best instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    if (best instanceof Instant instant) {
      return instant;
    }
    LocalDateTime dateTime =
        best instanceof LocalDateTime exact ? exact : ((LocalDate) best).atTime(timeOfDay);
    return dateTime.atZone(needed(local)).toInstant();
  }

  private static ZoneId needed(ZoneId zone) {
    if (zone == null) {
      throw new DateTimeException("no zone");
    }
    return zone;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
