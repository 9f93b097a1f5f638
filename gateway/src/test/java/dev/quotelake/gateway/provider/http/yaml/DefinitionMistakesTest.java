// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a definition with mistakes. */
class DefinitionMistakesTest {

  private static final List<String> PRESETS = DefinitionLoader.PRESETS;

  private static final String VALID =
      """
      request:
        base-url: https://quotes.example.com
        path: /q
        query: {s: "{symbols}"}
        symbols: {at-most: 5}
      answer:
        records: {shape: array}
        symbol: /s
        fields: {price: /p}
        time: [{at: /t, format: rfc3339}]
      """;

  private static DefinitionException mistakes(String yaml) {
    return catchThrowableOfType(
        DefinitionException.class, () -> DefinitionLoader.read("mine.yaml", yaml));
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void presetsHaveNone(String preset) throws DefinitionException {
    assertThat(DefinitionLoader.load(preset).title()).isNotBlank();
  }

  @Test
  void allAreToldAtOnceWithLinePathAndRemedy() {
    DefinitionException wrong =
        mistakes(
            """
            request:
              base-url: quotes.example.com
              symbols: {at-most: 0}
              headrs: {A: b}
            answer:
              records: {shape: list}
              symbol: ticker
              fields:
                bid: [price]
              time: [{at: /t, format: iso}]
            budget: {minute: many}
            """);

    assertThat(wrong).hasMessageStartingWith("provider definition mine.yaml has 9 mistakes:");
    assertThat(wrong.getMessage())
        .contains(
            "line 2, /request/base-url: \"quotes.example.com\" has the wrong form; it is: Scheme,"
                + " host")
        .contains("line 3, /request/symbols/at-most: ")
        .contains(
            "line 4, /request/headrs: there is no 'headrs' here; remove it, or use one of base-url,"
                + " path, query,")
        .contains(
            "line 6, /answer/records/shape: \"list\" is not allowed; write one of object, array,"
                + " map, object-or-array, object-or-map, columns")
        .contains("line 7, /answer/symbol: \"ticker\" has the wrong form")
        .contains("line 8, /answer/fields: 'price' is missing; add it")
        .contains("line 9, /answer/fields/bid/0: ")
        .contains("line 10, /answer/time/0/format: \"iso\" is not allowed; write one of epoch-")
        .contains("line 11, /budget/minute: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape: array | shape: object-or-map | /answer/records: object-or-map cannot be told apart",
        "shape: array | shape: array, object-when: /x | object-when goes with object-or-map",
        "symbol: /s | symbol: key | only records in a map or in columns have a key",
        "symbol: /s | symbol: [request, /s] | what follows request is never looked at",
        "{symbols} | {symbol} | at-most is 5 but {symbol} sends only the first",
        "{symbols} | {other-symbols} | {other-symbols} leaves out the first",
        "{symbols} | {ticker} | {ticker} is no placeholder",
        "{symbols} | {credential.key} | {credential.key} is no placeholder",
        "{symbols} | '{ symbols }' | { symbols } is no placeholder",
        "{symbols} | '{symbol,}' | {symbol,} is no placeholder",
        "{symbols} | ${KEY} | {KEY} is no placeholder",
        "{symbols} | '{symbols' | begins with {symbol does not end with }",
        "quotes.example.com | '{parameters.host}.example.com' | it takes no placeholders",
        "format: rfc3339 | format: pattern, pattern: \"yyyy-MM-dd hh:mm\", zone: UTC | h counts to 12",
        "format: rfc3339 | format: pattern, pattern: \"yyyy-MM-dd HH:mm\" | names a zone; add zone:",
        "format: rfc3339 | format: pattern, pattern: \"yyyy-mm-dd\", zone: UTC | gives no date",
        "format: rfc3339 | format: pattern, pattern: \"YYYY-MM-dd\", zone: UTC | gives no date",
        "symbol: /s | symbol: /s, currency: US Dollar | US Dollar is no currency code",
        "symbol: /s | symbol: /s, currency: {at: /c, minor-units: {p: pounds}} | pounds is no currency",
        "symbol: /s | symbol: /s, market: NYSE Arca | NYSE Arca is no market",
        "symbol: /s | symbol: /s, market: {at: /m, codes: {Q: Nasdaq}} | Nasdaq is no market",
        "{symbols} | '{symbols}{today:yyyybb}' | yyyybb is no pattern",
        "{symbols} | '{symbols}{today:YYYYMMdd}' | YYYYMMdd has the year of a week",
        "{symbols} | '{symbols}{today:%Y}' | {today}, {today:PATTERN}, {now}",
        "price: /p | 'price: mid' | mid is between bid and ask; say where both are",
        "price: /p | 'price: [mid, /p], bid: /b, ask: /a' | put mid last",
        "price: /p | 'price: /p, bid: mid' | only the price can be mid",
        "symbol: /s | symbol: {from: [/a, request], join: '-'} | join puts together",
        "records: {shape: array} | 'records: {at: /x, shape: array}, format: csv' | of csv are its rows",
        "symbols: {at-most: 5} | 'symbols: {at-most: 5}, body: {text: a, form: {a: b}}' | it has one form",
        "symbols: {at-most: 5} | 'symbols: {at-most: 5}, body: {json: {a: \"{ticker}\"}}' | {ticker} is no",
        "{symbols} | '{symbols}{token}' | {token} is asked for nowhere",
        "symbols: {at-most: 5} | 'symbols: {at-most: 5}, token: {url: /t}' | it is not sent; put {token}",
        "symbols: {at-most: 5} | 'symbols: {at-most: 5}, token: {url: \"/{symbol}\"}' | before"
            + " there are symbols",
        "{symbols} | {symbols}{parameters.feed} | {parameters.feed} has no value",
        "format: rfc3339 | format: pattern | format pattern needs its pattern",
        "format: rfc3339 | format: pattern, pattern: YYYYbb | /answer/time/0/pattern: ",
        "format: rfc3339 | format: rfc3339, zone: Mars/Base | /answer/time/0/zone: ",
        "format: rfc3339 | format: date | a date begins at another moment in each zone",
        "at: /t, | '' | it does not say where the time is",
        "price: /p | price: {at: /p, scale: 0} | /answer/fields/price/scale: 0 is no scale",
        "shape: array | shape: array, only: {at: /x} | says where to look but not what for",
        "shape: array | shape: array, only: {at: /x, matches: '['} | /answer/records/only/matches:"
            + " ",
        "symbol: /s | charset: no-such, symbol: /s | '' ",
      })
  void whatTheSchemaCannotSee(String part, String instead, String told) {
    DefinitionException wrong =
        mistakes(
            VALID
                .replace(part, instead)
                .replaceAll(
                    "(?m)^(  (?:symbol: /s|symbols: [{]at-most: 5}|records: [{].*?})), (.*)",
                    "$1\n  $2"));

    assertThat(wrong).isNotNull();
    assertThat(wrong.getMessage()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path: '/{each-symbol}'",
        "headers: {X-Symbols: '{each-symbol}'}",
        "body: {text: '[\"{each-symbol}\"]'}",
        "body: {json: {symbols: '{each-symbol}'}}"
      })
  void symbolsAreNotRepeatedEverywhere(String where) throws Exception {
    String definition =
        VALID.replace("  path: /q\n", "").replace("query: {s: \"{symbols}\"}", where);

    assertThat(mistakes(definition))
        .hasMessageContaining("{each-symbol} is repeated in query, in form and in arrays of json");
    DefinitionLoader.read("mine.yaml", definition.replace("at-most: 5", "at-most: 1"));
  }

  @Test
  void aTokenWithAWrongPlaceholderIsOneMistake() {
    assertThat(
            mistakes(
                VALID.replace(
                    "  symbols:",
                    "  headers: {A: '{token}'}\n"
                        + "  token: {url: /t, body: {form: {a: '{credential.key}'}}}\n"
                        + "  symbols:")))
        .hasMessageStartingWith("provider definition mine.yaml has a mistake:")
        .hasMessageContaining("/request/token/body/form/a: {credential.key} is no placeholder");
  }

  @Test
  void bracesAreDoubledWhereTheyAreMeant() throws Exception {
    ProviderDefinition definition =
        DefinitionLoader.read("mine.yaml", VALID.replace("{symbols}", "{{symbols}}={symbols}"));

    assertThat(definition.request().query().get("s").parts())
        .extracting(Template.Part::text)
        .containsExactly("{symbols}", "=", "symbols");
  }

  @Test
  void aFileThatIsNoYaml() {
    assertThat(mistakes("request: {a: [")).hasMessageContaining("mine.yaml is not YAML");
    assertThat(mistakes("")).hasMessageContaining("mine.yaml");
    assertThat(mistakes("just text")).hasMessageContaining("mine.yaml");
    assertThat(mistakes(VALID.replace("{price: /p}", "{price: /p, price: /q}")))
        .hasMessageContaining("mine.yaml is not YAML: Duplicate field 'price'");
  }

  @Test
  void aDefinitionThatIsNowhere(@TempDir Path folder) throws Exception {
    assertThat(
            catchThrowableOfType(DefinitionException.class, () -> DefinitionLoader.load("alpacca")))
        .hasMessageContaining("no provider definition named 'alpacca'")
        .hasMessageContaining(String.join(", ", DefinitionLoader.PRESETS));
    assertThat(
            catchThrowableOfType(
                DefinitionException.class,
                () -> DefinitionLoader.load("file:" + folder + "/none.yaml")))
        .hasMessageContaining("none.yaml");

    Path mine = folder.resolve("my definition.yaml");
    Files.writeString(mine, "\uFEFF" + VALID);
    assertThat(DefinitionLoader.load("file:" + mine).request().symbols().atMost()).isEqualTo(5);
    assertThat(DefinitionLoader.load(mine.toUri().toString()).request().symbols().atMost())
        .isEqualTo(5);
  }
}
