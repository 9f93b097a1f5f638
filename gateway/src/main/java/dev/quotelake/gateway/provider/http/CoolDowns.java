// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.ResetHeader;
import dev.quotelake.gateway.provider.http.definition.CoolDownDefinition.Rest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Finds out how long a provider wants to be left alone after a failure. */
final class CoolDowns {

  /** A month's quota is the longest rest; a longer one is a value in another unit. */
  private static final Duration LONGEST = Duration.ofDays(31);

  private final CoolDownDefinition definition;
  private final Clock clock;

  CoolDowns(CoolDownDefinition definition, Clock clock) {
    this.definition = definition;
    this.clock = clock;
  }

  /** From Retry-After, else from a reset header, else as the definition says of this kind. */
  Optional<Duration> after(Kind kind, HttpAnswer answer) {
    boolean limit = kind == Kind.RATE_LIMITED || kind == Kind.QUOTA_EXHAUSTED;
    return retryAfter(answer)
        .or(() -> limit ? reset(answer) : Optional.empty())
        .or(() -> Optional.ofNullable(definition.byKind().get(kind)).map(this::rest));
  }

  private Optional<Duration> retryAfter(HttpAnswer answer) {
    Optional<String> value = answer.header("Retry-After").map(String::strip);
    return value
        .flatMap(CoolDowns::number)
        .flatMap(seconds -> sane(millis(seconds * 1000)))
        .or(() -> value.flatMap(this::date));
  }

  private Optional<Duration> date(String value) {
    try {
      return until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private Optional<Duration> reset(HttpAnswer answer) {
    return definition.resetHeaders().stream()
        .flatMap(header -> answer.header(header.name()).flatMap(v -> reset(header, v)).stream())
        .findFirst();
  }

  private Optional<Duration> reset(ResetHeader header, String value) {
    return number(value.strip())
        .flatMap(
            n ->
                switch (header.format()) {
                  case EPOCH_SECONDS -> until(Instant.EPOCH.plus(millis(n * 1000)));
                  case EPOCH_MILLIS -> until(Instant.EPOCH.plus(millis(n)));
                  case SECONDS -> sane(millis(n * 1000));
                  case MILLIS -> sane(millis(n));
                });
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

  private Optional<Duration> until(Instant moment) {
    Duration wait = Duration.between(clock.instant(), moment);
    return sane(wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Duration> sane(Duration wait) {
    return wait.isNegative() || wait.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(wait);
  }

  private Duration rest(Rest rest) {
    if (rest instanceof Rest.For fixed) {
      return fixed.duration();
    }
    Instant now = clock.instant();
    return Duration.between(now, ((Rest.EndOf) rest).window().end(now, definition.zone()));
  }
}
