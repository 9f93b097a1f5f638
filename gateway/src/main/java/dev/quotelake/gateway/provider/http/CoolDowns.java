// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.ResetHeader;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.ResetHeader.Format;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.Rest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out how long a provider wants to be left alone after a failure: until the moment that the
 * answer tells, if that moment is to come, else as the definition says of the kind of failure. A
 * vendor that tells a moment tells it by its own clock, which is the answer's {@code Date}.
 */
final class CoolDowns {

  /** A month's quota is the longest rest; a longer one is a value in another unit. */
  private static final Duration LONGEST = Duration.ofDays(31);

  /** Smaller numbers are no moments of this century in seconds, but a wait. */
  private static final double FIRST_EPOCH_SECOND = 1e8;

  /** Larger numbers are moments in milliseconds. */
  private static final double LAST_EPOCH_SECOND = 1e11;

  private final CoolDownDefinition definition;
  private final Clock clock;

  CoolDowns(CoolDownDefinition definition, Clock clock) {
    this.definition = definition;
    this.clock = clock;
  }

  /** How long to rest; empty if the caller decides when to ask again. */
  Optional<Duration> after(Kind kind, HttpAnswer answer) {
    Instant now = answer.header("Date").flatMap(CoolDowns::date).orElseGet(clock::instant);
    boolean limit = kind == Kind.RATE_LIMITED || kind == Kind.QUOTA_EXHAUSTED;
    return answer
        .header("Retry-After")
        .flatMap(value -> told(value, Format.SECONDS, now))
        .or(() -> limit ? reset(answer, now) : Optional.empty())
        .or(() -> Optional.ofNullable(definition.byKind().get(kind)).map(rest -> rest(rest, now)));
  }

  private Optional<Duration> reset(HttpAnswer answer, Instant now) {
    return definition.resetHeaders().stream()
        .flatMap(header -> reset(header, answer, now).stream())
        .findFirst();
  }

  private static Optional<Duration> reset(ResetHeader header, HttpAnswer answer, Instant now) {
    return answer.header(header.name()).flatMap(value -> told(value, header.format(), now));
  }

  /** A wait of some length, or one until a moment; only one that is still to come counts. */
  private static Optional<Duration> told(String value, Format format, Instant now) {
    Optional<Instant> moment =
        number(value.strip())
            .map(number -> moment(number, format, now))
            .or(() -> date(value.strip()));
    return moment
        .map(end -> Duration.between(now, end))
        .filter(wait -> !wait.isNegative() && !wait.isZero() && wait.compareTo(LONGEST) <= 0);
  }

  /** What a number is shows in its size, whatever it was said to be. */
  private static Instant moment(double number, Format format, Instant now) {
    if (number >= LAST_EPOCH_SECOND) {
      return Instant.EPOCH.plus(millis(number));
    }
    if (number >= FIRST_EPOCH_SECOND && format != Format.MILLIS) {
      return Instant.EPOCH.plus(millis(number * 1000));
    }
    return now.plus(millis(format == Format.MILLIS ? number : number * 1000));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(number -> Math.abs(number) < 1e14);
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  private static Duration millis(double millis) {
    return Duration.ofMillis((long) millis);
  }

  private static Optional<Instant> date(String value) {
    return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        .flatMap(format -> date(value, format).stream())
        .findFirst();
  }

  private static Optional<Instant> date(String value, DateTimeFormatter format) {
    try {
      return Optional.of(OffsetDateTime.parse(value, format).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private Duration rest(Rest rest, Instant now) {
    return rest instanceof Rest.For fixed
        ? fixed.duration()
        : Duration.between(now, ((Rest.EndOf) rest).window().end(now, definition.zone()));
  }
}
