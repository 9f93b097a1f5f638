// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.base;

import java.time.Duration;
import java.util.Locale;

/** Times in words a person reads at a glance. */
public final class HumanDuration {

  private HumanDuration() {}

  /** As in 12 ms, 3.4 s, 5 min, 2 h, 3 days. */
  public static String of(Duration time) {
    long millis = time.toMillis();
    if (millis < 0) {
      return "-" + of(time.negated());
    }
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    if (time.toMinutes() < 120) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 72 ? time.toHours() + " h" : time.toDays() + " days";
  }
}
