// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** As in {@code 12,345}. */
  static String count(double count) {
    return String.format(Locale.ROOT, "%,d", Math.round(count));
  }

  /** One decimal where there is little, as in {@code 0.4/s}. */
  static String rate(double perSecond) {
    return String.format(
        Locale.ROOT, perSecond < 10 && perSecond > 0 ? "%.1f/s" : "%,.0f/s", perSecond);
  }

  /** Milliseconds below a second, as in {@code 840 ms}, {@code 1.24 s}, {@code 3 min 5 s}. */
  static String seconds(double seconds) {
    if (seconds < 1) {
      return Math.round(seconds * 1_000) + " ms";
    }
    if (seconds < 100) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 7_200
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3_600, whole / 60 % 60);
  }

  static String time(Duration duration) {
    return seconds(Math.max(0, duration.toMillis()) / 1e3);
  }

  /** A price or volume as exact as it is, thousands apart. */
  static String exact(BigDecimal number) {
    return decimal(number, number.stripTrailingZeros().scale());
  }

  /** With so many decimals, thousands apart. */
  static String decimal(BigDecimal number, int places) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, places) + "f", number);
  }
}
