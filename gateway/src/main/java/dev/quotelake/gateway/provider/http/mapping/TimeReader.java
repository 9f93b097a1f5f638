// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Time;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Time.Format;
import java.io.IOException;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/** Reads a time in microseconds since 1970: a number, or a text that names its offset from UTC. */
final class TimeReader extends FieldReader {

  private static final NoValue NO_VALUE = new NoValue(List.of("0", "0000-00-00"));
  private static final long EARLIEST = 631_152_000_000_000L;
  private static final long LATEST = 7_258_118_400_000_000L;
  private static final String OUT_OF_RANGE =
      " is not a time between 1990 and 2200: is it in another unit than the definition says?";

  private final Format format;
  private final int places;
  private final int preferred;

  /**
   * @param preferred index of the time that is taken before this one; -1 if none is
   */
  TimeReader(int index, Format format, int preferred) {
    super(index, "a time");
    this.format = format;
    this.preferred = preferred;
    places =
        switch (format) {
          case EPOCH_SECONDS -> 6;
          case EPOCH_MILLIS -> 3;
          case EPOCH_NANOS -> -3;
          default -> 0;
        };
  }

  @Override
  void take(JsonParser parser, JsonToken token, FieldValues values) throws IOException {
    if (preferred < 0 || !values.has(preferred)) {
      super.take(parser, token, values);
    }
  }

  @Override
  void take(char[] text, int from, int length, boolean quoted, FieldValues values) {
    if (format != Format.RFC3339) {
      takeNumber(text, from, length, values);
    } else if (quoted) {
      takeText(text, from, length, values);
    } else {
      values.bad(index, "a number is no time");
    }
  }

  private void takeNumber(char[] text, int from, int length, FieldValues values) {
    DecimalParser number = values.decimal;
    if (!number.read(text, from, length)) {
      refuse(text, from, length, " is not a number", values);
    } else if (number.isZero() || number.isNegative()) {
      values.none(index);
    } else {
      boolean fits = number.scale(places, DecimalParser.Factor.ONE, RoundingMode.DOWN);
      keep(index, fits ? number.scaled() : Long.MAX_VALUE, text, from, length, values);
    }
  }

  private void takeText(char[] text, int from, int length, FieldValues values) {
    TimeParser time = values.time;
    if (!time.read(text, from, length)) {
      refuse(text, from, length, " is no RFC 3339 time", values);
    } else if (time.isUnset()) {
      values.none(index);
    } else if (time.hasOffset()) {
      keep(index, time.micros(), text, from, length, values);
    } else {
      String complaint = " names no offset from UTC; give the definition a zone";
      values.bad(index, excerpt(text, from, length) + complaint);
    }
  }

  private void refuse(char[] text, int from, int length, String complaint, FieldValues values) {
    if (NO_VALUE.isText(text, from, length)) {
      values.none(index);
    } else {
      values.bad(index, excerpt(text, from, length) + complaint);
    }
  }

  private static void keep(
      int index, long micros, char[] text, int from, int length, FieldValues values) {
    if (micros >= EARLIEST && micros < LATEST) {
      values.number(index, micros);
    } else {
      values.bad(index, excerpt(text, from, length) + OUT_OF_RANGE);
    }
  }

  /**
   * Makes a time of several texts, or of one that needs a pattern or a zone from elsewhere. Not for
   * the fast way: makes objects.
   */
  static final class Composed {

    private final int[] parts;
    private final int[] zoneName;
    private final int result;
    private final Time definition;
    private final DateTimeFormatter pattern;

    /**
     * Reads what others have taken in as text.
     *
     * @param parts indexes of the texts that make up the time
     * @param zoneName index of the name of its zone, if the answer names one
     * @param result index that gets the time
     */
    Composed(int[] parts, int[] zoneName, int result, Time definition) {
      this.parts = parts;
      this.zoneName = zoneName;
      this.result = result;
      this.definition = definition;
      pattern = definition.formatter().orElse(null);
    }

    /** Makes the time if all its parts are there. */
    void read(FieldValues values) {
      StringBuilder joined = new StringBuilder();
      for (int part : parts) {
        if (!values.has(part)) {
          return;
        }
        joined.append(joined.isEmpty() ? "" : " ").append(values.text(part).strip());
      }
      String text = joined.toString();
      char[] characters = text.toCharArray();
      if (NO_VALUE.isText(characters, 0, characters.length)) {
        values.none(result);
        return;
      }
      try {
        Instant instant = instant(text, characters, values);
        if (!instant.isAfter(Instant.EPOCH)) {
          values.none(result);
        } else {
          long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
          keep(result, micros, characters, 0, characters.length, values);
        }
      } catch (DateTimeException | ArithmeticException notATime) {
        String shown = excerpt(characters, 0, characters.length);
        values.bad(result, shown + " is no time as the definition describes it");
      }
    }

    private Instant instant(String text, char[] characters, FieldValues values) {
      if (pattern != null) {
        return byPattern(text, values);
      }
      TimeParser time = values.time;
      if (!time.read(characters, 0, characters.length)) {
        throw new DateTimeException("no date");
      }
      if (time.isUnset() || time.hasOffset()) {
        return Instant.EPOCH.plus(time.isUnset() ? 0 : time.micros(), ChronoUnit.MICROS);
      }
      LocalDateTime local = time.local();
      return inZone(
          definition.format() == Format.DATE
              ? local.toLocalDate().atTime(definition.timeOfDay())
              : local,
          values);
    }

    private Instant byPattern(String text, FieldValues values) {
      TemporalAccessor best =
          pattern.parseBest(
              text, ZonedDateTime::from, Instant::from, LocalDateTime::from, LocalDate::from);
      if (best instanceof LocalDate date) {
        return inZone(date.atTime(definition.timeOfDay()), values);
      }
      return best instanceof LocalDateTime local ? inZone(local, values) : Instant.from(best);
    }

    private Instant inZone(LocalDateTime local, FieldValues values) {
      int named = values.first(zoneName);
      ZoneId zone =
          named >= 0
              ? ZoneId.of(values.text(named))
              : definition.zone().orElseThrow(() -> new DateTimeException("no zone"));
      return local.atZone(zone).toInstant();
    }
  }
}
