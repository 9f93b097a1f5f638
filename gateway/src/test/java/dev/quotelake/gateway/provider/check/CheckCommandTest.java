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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person meets it: arguments, complaints, exit codes. */
class CheckCommandTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return new CheckCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.systemUTC())
        .run(words);
  }

  @Test
  void isMeantOnlyWhenAskedFor() {
    assertThat(CheckCommand.isMeant("--check", "alpaca")).isTrue();
    assertThat(CheckCommand.isMeant()).isFalse();
    assertThat(CheckCommand.isMeant("serve")).isFalse();
  }

  @Test
  void checksADefinitionWithoutAResponse() {
    assertThat(run("--check", "finnhub", "--symbols", "ACME")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Finnhub, quote: valid")
        .contains("GET https://finnhub.io/api/v1/quote?symbol=ACME");
  }

  @Test
  void tellsAllMistakesOfADefinition() throws IOException {
    Path definition = folder.resolve("mine.yaml");
    Files.writeString(definition, "request: {base-url: nowhere}\nanswer: {}\n");

    assertThat(run("--check", definition.toString())).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("mine.yaml")
        .contains("/request/base-url")
        .contains("'records' is missing")
        .contains("'fields' is missing");
  }

  @Test
  void takesValuesAfterAnEqualsSign() throws IOException {
    Path response = folder.resolve("answer.json");
    Files.writeString(response, "{\"message\":\"too many requests.\"}");

    int code =
        run("--check=alpaca", "--response=" + response, "--status=429", "--header=Retry-After: 7");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("failure     rate-limited")
        .contains("cool-down   7.0 s");
  }

  @Test
  void explainsItselfWhenArgumentsAreWrong() {
    assertThat(run("--check", "alpaca", "--staus", "200")).isEqualTo(2);
    assertThat(run("--check", "alpaca", "--status", "fine")).isEqualTo(2);
    assertThat(run("--check")).isEqualTo(2);
    assertThat(run("--check", "alpaca", "--response", folder.resolve("none").toString()))
        .isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown option --staus")
        .contains("usage: --check DEFINITION");
  }
}
