// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long to leave a vendor alone after a failure. Retry-After comes first, then a reset header,
 * then what is said here of the kind of failure.
 *
 * @param resetHeaders header fields that say when the allowance is renewed, in order
 * @param byKind what to do without such a header
 * @param zone the clock of windows
 */
public record CoolDownDefinition(
    List<ResetHeader> resetHeaders, Map<Kind, Rest> byKind, ZoneId zone) {

  /** The shape it has in a definition. */
  @JsonCreator
  static CoolDownDefinition of(
      @JsonProperty("reset-header") List<ResetHeader> resetHeaders,
      @JsonProperty("zone") ZoneId zone,
      @JsonAnySetter Map<String, Rest> rests) {
    Map<Kind, Rest> byKind = new EnumMap<>(Kind.class);
    rests.forEach((name, rest) -> byKind.put(Condition.KINDS.get(name), rest));
    return new CoolDownDefinition(resetHeaders, byKind, zone);
  }

  /** A header field that says when the allowance is renewed. */
  public record ResetHeader(String name, Format format) {

    /** What its value means. */
    public enum Format {
      EPOCH_SECONDS,
      EPOCH_MILLIS,
      SECONDS,
      MILLIS
    }
  }

  /** How long a rest lasts. */
  public sealed interface Rest {

    /** A fixed time. */
    record For(Duration duration) implements Rest {}

    /** Until the clock's window ends. */
    record EndOf(Window window) implements Rest {}

    /** Reads {@code 30s} or {@code end-of-minute}. */
    static Rest parse(String text) {
      String endOf = "end-of-";
      return text.startsWith(endOf)
          ? new EndOf(Window.valueOf(text.substring(endOf.length()).toUpperCase(Locale.ROOT)))
          : new For(DurationConverter.parseDuration(text));
    }
  }
}
