// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.TimeDefinition;
import dev.quotelake.gateway.provider.http.definition.TimeDefinition.Format;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one way to learn the time of a quote. */
final class TimeReader {

  private TimeReader() {}

  static TimeDefinition read(Section section) {
    Format format =
        Format.valueOf(
            section.text("format").orElse("rfc3339").toUpperCase(Locale.ROOT).replace('-', '_'));
    Optional<ZoneId> zone = zone(section.at("zone"));
    Optional<Pointer> zoneAt = section.text("zone-at").map(Pointer::parse);
    if (format == Format.PATTERN && !section.has("pattern")) {
      section.mistake(
          "format pattern needs its pattern", "add pattern: such as yyyy-MM-dd HH:mm:ss");
    }
    if (format == Format.DATE && zone.isEmpty() && zoneAt.isEmpty()) {
      section.mistake("a date begins at another moment in each zone", "add zone:");
    }
    List<Pointer> join = AnswerReader.pointers(section.at(section.has("join") ? "join" : "at"));
    if (join.isEmpty()) {
      section.mistake("it does not say where the time is", "add at: and a pointer");
    }
    return new TimeDefinition(
        join.isEmpty() ? List.of(Pointer.WHOLE) : join,
        AnswerReader.scope(section),
        format,
        section.has("pattern") ? formatter(section) : Optional.empty(),
        zone,
        zoneAt,
        section.has("time-of-day")
            ? section.at("time-of-day").read(LocalTime::parse, LocalTime.MIDNIGHT, "write HH:mm")
            : LocalTime.MIDNIGHT);
  }

  private static Optional<ZoneId> zone(Section section) {
    return section.isThere()
        ? Optional.of(
            section.read(ZoneId::of, ZoneOffset.UTC, "name a zone such as America/New_York or UTC"))
        : Optional.empty();
  }

  private static Optional<DateTimeFormatter> formatter(Section section) {
    Locale locale = Locale.forLanguageTag(section.text("language").orElse("en"));
    return Optional.ofNullable(
        section
            .at("pattern")
            .read(
                text -> formatter(text, locale),
                null,
                "write a pattern of java.time.format.DateTimeFormatter"));
  }

  private static DateTimeFormatter formatter(String pattern, Locale locale) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .parseLenient()
        .appendPattern(pattern)
        .toFormatter(locale);
  }
}
