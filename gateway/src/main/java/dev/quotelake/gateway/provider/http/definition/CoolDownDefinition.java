// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.ProviderException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
    List<ResetHeader> resetHeaders, Map<ProviderException.Kind, Rest> byKind, ZoneId zone) {

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
  }
}
