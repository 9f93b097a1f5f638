// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a duration as people write it, such as 500ms, 1s, 5m, 1h or 7d, or in ISO form, PT5M. */
public final class DurationText {

  private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private DurationText() {}

  /** The duration as people write it. */
  public static String of(Duration duration) {
    return Stream.of("d", "h", "m", "s", "ms")
        .filter(unit -> duration.toMillis() % UNITS.get(unit).toMillis() == 0)
        .filter(unit -> !duration.isZero() || unit.equals("s"))
        .findFirst()
        .map(unit -> duration.toMillis() / UNITS.get(unit).toMillis() + unit)
        .orElseGet(duration::toString);
  }

  /**
   * The duration.
   *
   * @throws SettingsException if the text is none
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      return matcher.matches()
          ? UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)))
          : Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new SettingsException(
          "'" + text + "' is no duration: write it as 500ms, 1s, 5m, 1h, 7d or PT5M.");
    }
  }
}
