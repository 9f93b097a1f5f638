// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static java.util.Map.entry;

import dev.quotelake.lake.config.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What each number and each duration on the command line may be, checked before a command runs. */
final class OptionBounds {

  private static final Map<String, Range<?>> RANGES =
      Map.ofEntries(
          entry("--max-records", new Range<>(1L, 100_000_000L)),
          entry("--every", new Range<>(Duration.ZERO, Duration.ofHours(1))),
          entry("--plain-gold", new Range<>(Duration.ofSeconds(10), Duration.ofDays(1))),
          entry("--metrics-port", new Range<>(0, 65_535)),
          entry("--duplicate-window", new Range<>(Duration.ofSeconds(1), Duration.ofDays(366))),
          entry("--future-tolerance", new Range<>(Duration.ZERO, Duration.ofDays(30))),
          entry(
              "--max-spread-percent", new Range<>(new BigDecimal("0.001"), new BigDecimal(10_000))),
          entry("--max-move-percent", new Range<>(new BigDecimal("0.001"), new BigDecimal(10_000))),
          entry("--at-most", new Range<>(1L, 1_000_000L)),
          entry("--older-than", new Range<>(Duration.ofDays(1), Duration.ofDays(36_500))),
          entry("--retain", new Range<>(Duration.ofDays(7), Duration.ofDays(3_650))));

  private OptionBounds() {}

  /** From the least to the most, both included. */
  private record Range<T extends Comparable<T>>(T least, T most) {

    boolean holds(Object value) {
      @SuppressWarnings("unchecked") // an option has one type, which is that of its range
      T given = (T) value;
      return given.compareTo(least) >= 0 && given.compareTo(most) <= 0;
    }
  }

  /** Runs the command that was asked for, unless one of its options is out of bounds. */
  static int execute(ParseResult parsed) {
    for (ParseResult command = parsed; command != null; command = next(command)) {
      for (OptionSpec option : command.commandSpec().options()) {
        refuseOutOfBounds(command, option);
      }
    }
    return new RunLast().execute(parsed);
  }

  private static ParseResult next(ParseResult command) {
    return command.hasSubcommand() ? command.subcommand() : null;
  }

  private static void refuseOutOfBounds(ParseResult command, OptionSpec option) {
    Range<?> range = RANGES.get(option.longestName());
    Object held = option.getValue();
    Object value = held instanceof Optional<?> optional ? optional.orElse(null) : held;
    if (range != null && value != null && !range.holds(value)) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "%s is %s: give %s to %s"
              .formatted(
                  option.longestName(), text(value), text(range.least()), text(range.most())));
    }
  }

  private static String text(Object value) {
    return value instanceof Duration duration ? DurationText.of(duration) : value.toString();
  }
}
