// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of answer that the vendors are known to give, in their shapes with values of our own,
 * and what the check command prints of it. The first line of an expectation is the command.
 */
class RecordedAnswersTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-17T15:00:20Z"), ZoneOffset.UTC);

  static List<String> answers() throws IOException {
    Path folder = RESOURCES.resolve("provider-answers");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".expected"))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void mapsAsExpected(String answer) throws IOException {
    Path file = RESOURCES.resolve("provider-answers").resolve(answer);
    String expected =
        Files.readString(Path.of(file.toString().replaceAll("[.][a-z]+$", ".expected")));
    String command = expected.lines().findFirst().orElseThrow();

    assertThat(command + "\n" + output(command, file)).isEqualTo(expected);
  }

  private static String output(String command, Path answer) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.replaceAll(
        word ->
            word.startsWith("provider-definitions/") ? RESOURCES.resolve(word).toString() : word);
    words.addAll(List.of("--response", answer.toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code = new CheckCommand(out, out, CLOCK).run(words.toArray(String[]::new));
    return bytes.toString(StandardCharsets.UTF_8) + "exit code   " + code + "\n";
  }
}
