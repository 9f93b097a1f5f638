// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.MarketTables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** No number and no duration on the command line is taken as it comes. */
class OptionBoundsTest {

  private static final List<Class<?>> NUMBERS =
      List.of(int.class, long.class, Integer.class, Long.class, BigDecimal.class);
  private static final Map<Boolean, List<String>> NONSENSE =
      Map.of(true, List.of("PT-1S", "999999d"), false, List.of("-1", "999999999"));

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @MethodSource("numbersAndDurations")
  void everyNumberAndDurationHasBounds(String command, String option, boolean isDuration) {
    for (String value : NONSENSE.get(isDuration)) {
      err.getBuffer().setLength(0);

      assertThat(run(command, option + "=" + value)).isEqualTo(2);

      assertThat(err.toString()).contains(option + " is ").contains(": give ").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--max-records=0, --max-records is 0: give 1 to 100000000",
    "--every=2h, --every is 2h: give 0s to 1h",
    "--every=soon, 'soon' is no duration: write it as 500ms",
    "--duplicate-window=0s, --duplicate-window is 0s: give 1s to 366d",
    "--market=simulator, 'simulator' names no provider and its market: write it as alpaca=XNYS",
    "--market=alpaca=, 'alpaca=' names no provider and its market: write it as alpaca=XNYS"
  })
  void whatToGiveIsSaidInALine(String argument, String message) {
    assertThat(run("run", argument)).isEqualTo(2);

    assertThat(err.toString()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-02-30", "02.03.2026"})
  void howToWriteADateIsSaidInALine(String text) {
    assertThat(run("check", "--from=" + text)).isEqualTo(2);

    assertThat(err.toString())
        .contains("--from", "'" + text + "' is no date: write it as 2026-03-02")
        .hasLineCount(1);
  }

  @Test
  void thereAreSuchOptionsInMoreThanOneCommand() {
    assertThat(numbersAndDurations().map(arguments -> arguments.get()[0]).distinct())
        .contains("run", "check", "maintain");
  }

  private static Stream<Arguments> numbersAndDurations() {
    return LakeCommand.line(MarketTables::graph).getSubcommands().entrySet().stream()
        .flatMap(
            command ->
                command.getValue().getCommandSpec().options().stream()
                    .filter(option -> NUMBERS.contains(type(option)) || isDuration(option))
                    .map(
                        option ->
                            Arguments.of(
                                command.getKey(), option.longestName(), isDuration(option))));
  }

  private static boolean isDuration(OptionSpec option) {
    return type(option) == Duration.class;
  }

  private static Class<?> type(OptionSpec option) {
    return option.auxiliaryTypes()[0];
  }

  private int run(String command, String argument) {
    CommandLine line = LakeCommand.line(MarketTables::graph).setErr(new PrintWriter(err, true));
    List<String> arguments = new ArrayList<>(List.of(command));
    CommandLine.Model.CommandSpec spec = line.getSubcommands().get(command).getCommandSpec();
    spec.options().stream()
        .filter(
            option ->
                option.group() == null
                    ? option.required()
                    : option.longestName().equals("--events")) // of a group one is enough
        .filter(option -> !argument.startsWith(option.longestName()))
        .forEach(
            option -> arguments.add(option.longestName() + (isDuration(option) ? "=9d" : "=x")));
    spec.positionalParameters().stream()
        .filter(PositionalParamSpec::required)
        .forEach(parameter -> arguments.add("x"));
    arguments.add(argument);
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void nothingYoungerThanAskedExpires() {
    Instant now = Instant.parse("2026-03-05T10:00:00Z");

    assertThat(LakeCommand.firstDay(now, Duration.ofDays(2))).isEqualTo("2026-03-03");
    assertThat(LakeCommand.firstDay(now, Duration.ofHours(47))).isEqualTo("2026-03-03");
    assertThat(LakeCommand.firstDay(now, Duration.ofHours(33))).isEqualTo("2026-03-04");
  }
}
