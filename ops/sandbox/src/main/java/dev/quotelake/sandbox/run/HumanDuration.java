// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90s}, {@code 100ms}, {@code 5m}, {@code 1h}. */
final class HumanDuration implements ITypeConverter<Duration> {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      throw new TypeConversionException(
          "'" + text + "' is no duration: write a number above 0 and ms, s, m or h, such as 90s");
    }
    long count = Long.parseLong(match.group(1));
    Duration duration =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'" + text + "' is too long: give at most 365 days, which is 8760h");
    }
    return duration;
  }
}
