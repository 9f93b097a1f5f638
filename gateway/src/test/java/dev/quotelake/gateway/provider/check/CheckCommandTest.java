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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private String check(String definition, String answer, String... more) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        "request: {base-url: https://q.com, symbols: {at-most: 9}, query: {s: \"{symbols}\"}}\n"
            + definition);
    Path response = folder.resolve("answer");
    Files.writeString(response, answer);
    List<String> words = new ArrayList<>(List.of("--check", file.toString()));
    words.addAll(List.of("--response", response.toString()));
    words.addAll(List.of(more));
    run(words.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsPointersThatAreInNoRecordBesideWhatIsThere() throws IOException {
    assertThat(
            check(
                """
                answer:
                  records: {at: /data, shape: array}
                  symbol: /s
                  fields: {price: [/last, /trade/px], bid: /trade/bid, open: /ohlc/0, high: /ohlc/4}
                  currency: {at: /meta/currency, in: answer}
                  time: [{at: /when, format: rfc3339}]
                """,
                "{\"meta\":{\"ccy\":\"EUR\"},\"data\":[{\"s\":\"A\",\"trade\":{\"p\":1,\"t\":2,\"bid\":null},"
                    + "\"ohlc\":[1,2]},{\"s\":\"B\"}]}"))
        .contains("not found   price  /last is in no record; there is s, trade, ohlc\n")
        .contains("not found   price  /trade/px is in no record; at /trade there is p, t, bid\n")
        .contains(
            "not found   high  /ohlc/4 is in no record; at /ohlc there are positions 0 to 1\n")
        .contains("not found   currency  /meta/currency is in no record; at /meta there is ccy\n")
        .contains("not found   time  /when is in no record; there is s, trade, ohlc\n")
        .doesNotContain("  /trade/bid is")
        .doesNotContain("  /ohlc/0 is");
  }

  @Test
  void tellsThemInEveryShapeAndFormat() throws IOException {
    String fields = "symbol: /s, fields: {price: /p, bid: /b}}\n";

    assertThat(check("answer: {records: {shape: map}, " + fields, "{\"x\":{\"s\":\"A\",\"p\":1}}"))
        .contains("bid  /b is in no record; there is s, p\n");
    assertThat(check("answer: {records: {shape: columns}, " + fields, "{\"s\":[\"A\"],\"p\":[1]}"))
        .contains("bid  /b is in no record; there is s, p\n");
    assertThat(
            check(
                "answer: {format: ndjson, records: {shape: object}, " + fields,
                "{\"s\":\"A\",\"p\":1}\n{\"s\":\"B\",\"q\":1}\n"))
        .contains("bid  /b is in no record; there is s, p, q\n");
    assertThat(
            check("answer: {format: csv, records: {shape: array}, " + fields, "s,p,vol\nA,1,2\n"))
        .contains("bid  /b is in no record; there is s, p, vol\n");
  }

  @Test
  void tellsWhatIsThereWhenTheSeparatorIsWrong() throws IOException {
    String answer =
        "answer: {format: csv, records: {shape: array}, symbol: /s, fields: {price: /p}}\n";

    assertThat(check(answer, "s;p\nACME;1,5\n"))
        .contains("header: false", "separator")
        .contains("not found   symbol  /s is in no record; there is s;p\n");
    assertThat(check(answer, "s,p\nACME,1\nMOON,\"2\n"))
        .contains("rejects     1\n  ?  broken_answer: no well-formed CSV\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array | [{\"s\":\"A\",\"p\":1},{\"s\":\"B\" | no well-formed JSON from byte",
        "object | {\"s\":\"A\",\"p\":1} {\"s\":\"B\"} | with format: ndjson",
      })
  void tellsThatAnAnswerGoesOnWhenNoSymbolsAreNamed(String shape, String body, String told)
      throws IOException {
    String answer = "answer: {records: {shape: %s}, symbol: /s, fields: {price: /p}}\n";

    assertThat(check(answer.formatted(shape), body))
        .contains("quotes      1\n")
        .contains("rejects     1\n  ?  broken_answer: ")
        .contains(told);
  }

  @Test
  void tellsSymbolsThatWereAnsweredAndNotAskedFor() throws IOException {
    assertThat(
            check(
                "answer: {records: {shape: array}, symbol: /s, fields: {price: /p}}\n",
                "[{\"s\":\"acme\",\"p\":1},{\"s\":\"VOD.L\",\"p\":1},{\"s\":\"ZZZ\",\"p\":1},{\"s\":\"MOON\",\"p\":1}]",
                "--symbols",
                "ACME,VOD,MOON"))
        .contains("not asked   acme differs from ACME in case; set symbol.ignore-case\n")
        .contains("not asked   VOD.L looks like VOD; say in symbol.spelling how")
        .contains("not asked   ZZZ\n")
        .doesNotContain("not asked   MOON");
  }

  @Test
  void tellsItsUsageWhenAskedFor() {
    assertThat(run("--check", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: --check DEFINITION");
    assertThat(run("--check", "--response", "x")).isEqualTo(2);
  }

  @Test
  void showsTheRequestForATokenWithoutKeys() throws IOException {
    assertThat(
            requestsOf(
                "headers: {Authorization: 'Bearer {token}'}, token: {url: '/login?id={credentials.id}',"
                    + " body: {form: {secret: '{credentials.key}'}}, at: /t}"))
        .contains(
            "token       POST https://q.com/login?id=HIDDEN\nbody        secret=HIDDEN\nrequest     GET");
  }

  @Test
  void showsTheBodyOfAPostWithoutKeys() throws IOException {
    assertThat(requestsOf("body: {json: {k: '{credentials.key}', s: '{symbol}'}}"))
        .contains("request     POST https://q.com\n")
        .contains("body        {\"k\":\"HIDDEN\",\"s\":\"ACME\"}\n");
  }

  /** What the command shows of a definition whose requests have these members. */
  private String requestsOf(String members) throws IOException {
    Path file = folder.resolve("vendor.yaml");
    Files.writeString(
        file,
        "request: {base-url: https://q.com, "
            + members
            + "}\nanswer: {records: {shape: array}, symbol: /s, fields: {price: /p}}\n");

    assertThat(run("--check", file.toString(), "--symbols", "ACME")).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
