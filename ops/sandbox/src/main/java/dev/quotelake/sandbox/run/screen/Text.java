// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them, the same in every country. */
public final class Text {
  private Text() {}

  /** {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 0.032 s}, {@code 1.2 s}, {@code 75 s}; a dash for nothing. */
  public static String seconds(OptionalDouble seconds) {
    if (seconds.isEmpty()) {
      return "-";
    }
    double value = seconds.getAsDouble();
    String pattern = value < 0.1 ? "%.3f s" : value < 10 ? "%.1f s" : "%.0f s";
    return String.format(Locale.ROOT, pattern, value);
  }

  /** {@code 0:32}, {@code 1:02:05}. */
  public static String clock(Duration duration) {
    return duration.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            duration.toHours(),
            duration.toMinutesPart(),
            duration.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }
}
