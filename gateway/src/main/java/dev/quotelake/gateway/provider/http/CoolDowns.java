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
    return retryAfter(answer)
        .or(() -> isLimit(kind) ? reset(answer) : Optional.empty())
        .or(() -> Optional.ofNullable(definition.byKind().get(kind)).map(this::rest));
  }

  private static boolean isLimit(Kind kind) {
    return kind == Kind.RATE_LIMITED || kind == Kind.QUOTA_EXHAUSTED;
  }

  private Optional<Duration> retryAfter(HttpAnswer answer) {
    return answer.header("Retry-After").map(String::strip).flatMap(this::retryAfter);
  }

  private Optional<Duration> retryAfter(String value) {
    Optional<Duration> seconds =
        number(value).flatMap(n -> sane(Duration.ofMillis((long) (n * 1000))));
    return seconds.isPresent() ? seconds : date(value);
  }

  private Optional<Duration> date(String value) {
    try {
      Instant moment = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until(moment);
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
                  case EPOCH_SECONDS -> until(Instant.ofEpochMilli((long) (n * 1000)));
                  case EPOCH_MILLIS -> until(Instant.ofEpochMilli(n.longValue()));
                  case SECONDS -> sane(Duration.ofMillis((long) (n * 1000)));
                  case MILLIS -> sane(Duration.ofMillis(n.longValue()));
                });
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) && Math.abs(number) < 1e14
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
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
