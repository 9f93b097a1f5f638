// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import dev.quotelake.gateway.quote.Quote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any bytes in, and out come quotes, rejects and a failure of a known kind; never another
 * exception, and no symbol that was not asked for or that counts twice.
 */
class MappingFuzzTest {

  private static final String[] SYMBOLS = {"ACME", "MOON", "GLOW", "a"};
  private static final Path RESOURCES = Path.of("src/test/resources");

  private static final List<MappedJson> DEFINITIONS =
      Stream.concat(
              Stream.concat(files("provider-definitions"), presets())
                  .map(file -> MappedJson.byDefinition(text(file))),
              otherForms())
          .toList();

  private static final List<byte[]> ANSWERS =
      files("provider-answers")
          .filter(file -> !file.toString().endsWith(".expected"))
          .map(file -> text(file).getBytes(StandardCharsets.UTF_8))
          .toList();

  /** Forms that no preset has: other formats, joined symbols, prices in the middle. */
  private static Stream<MappedJson> otherForms() {
    return Stream.of(
            "format: csv\nrecords: {shape: array}\nsymbol: /symbol\n",
            "format: {type: csv, header: false, separator: ';'}\nrecords: {shape: array}\nsymbol: /0\n",
            "format: ndjson\nrecords: {shape: object}\nsymbol: /symbol\n",
            "format: ndjson\nrecords: {at: /data, shape: object-or-array}\nsymbol: /symbol\n",
            "records: {shape: array}\nsymbol: {from: [/symbol, /ticker], join: ''}\n",
            "records: {shape: map}\nsymbol: key\n")
        .map(
            form ->
                form
                    + """
                      fields:
                        price: [{P}, mid]
                        bid: {at: [/p, /1], decimal: ",", strip: "$ '"}
                        ask: [/c, /2]
                        last-size: /last
                      currency: {at: [/code, /3], minor-units: {p: GBP}}
                      market: {at: /status, codes: {ok: XNYS}}
                      time: [{at: /t, format: pattern, pattern: "d.M.yyyy H:m", zone: UTC}]
                      """
                        .replace("{P}", form.contains("false") ? "/1" : "/price"))
        .map(MappedJson::by);
  }

  private static Stream<Path> files(String folder) {
    try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Path> presets() {
    return DefinitionLoader.PRESETS.stream()
        .map(name -> Path.of("src/main/resources/providers/" + name + ".yaml"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Property(tries = 3000)
  void anyJsonIn(@ForAll("definitions") MappedJson definition, @ForAll("json") String json) {
    givesOnlyQuotesAndRejects(definition, json.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 3000)
  void anyDamageToARealAnswer(
      @ForAll("definitions") MappedJson definition,
      @ForAll("answers") byte[] answer,
      @ForAll Random random) {
    byte[] damaged = answer.clone();
    for (int i = random.nextInt(6); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    int kept = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length + 1);
    givesOnlyQuotesAndRejects(definition, Arrays.copyOf(damaged, kept));
  }

  @Property(tries = 2000)
  void anyTable(@ForAll("definitions") MappedJson definition, @ForAll("tables") String table) {
    givesOnlyQuotesAndRejects(definition, table.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1000)
  void anyLinesOfJson(
      @ForAll("definitions") MappedJson definition, @ForAll("lines") List<String> lines) {
    givesOnlyQuotesAndRejects(
        definition, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void anyBytes(@ForAll("definitions") MappedJson definition, @ForAll byte[] bytes) {
    givesOnlyQuotesAndRejects(definition, bytes);
  }

  private static void givesOnlyQuotesAndRejects(MappedJson definition, byte[] json) {
    for (int status : new int[] {200, 429, 503}) {
      try {
        accountsForEachSymbolOnce(definition.read(status, Map.of(), json, SYMBOLS));
      } catch (ProviderException failure) {
        assertThat(failure.getMessage()).startsWith("vendor answered " + status);
      }
    }
  }

  private static void accountsForEachSymbolOnce(QuoteBatch batch) {
    List<String> told = new ArrayList<>(batch.unknown());
    told.addAll(batch.empty());
    batch.quotes().stream().map(Quote::symbol).forEach(told::add);
    Set<String> rejected = new HashSet<>();
    batch.rejects().stream().map(Reject::symbol).filter(Objects::nonNull).forEach(rejected::add);
    rejected.removeAll(told);
    told.addAll(rejected);
    assertThat(told).containsExactlyInAnyOrder(SYMBOLS);
    assertThat(batch.quotes())
        .allSatisfy(quote -> assertThat(quote.price().unscaled()).isPositive());
  }

  @Provide
  Arbitrary<MappedJson> definitions() {
    return Arbitraries.of(DEFINITIONS);
  }

  @Provide
  Arbitrary<byte[]> answers() {
    return Arbitraries.of(ANSWERS);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.oneOf(
            json(), Arbitraries.of("", "{", "oops", "{\"symbol\":\"ACME\",\"p\":1}"))
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> tables() {
    Arbitrary<String> cell =
        Arbitraries.oneOf(
            Arbitraries.of(
                "ACME",
                "MOON",
                "1.5",
                "\"1,5\"",
                "1.612,50",
                "-1",
                "0",
                "",
                "\"a\"\"b\"",
                "\"open",
                "NaN",
                "usd",
                "GBp",
                "17.3.2026 16:00",
                "\u2014"),
            Arbitraries.strings().ascii().ofMaxLength(8));
    Arbitrary<String> separator = Arbitraries.of(",", ";", "\t");
    Arbitrary<List<List<String>>> rows = cell.list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(6);
    return Combinators.combine(separator, Arbitraries.of("", "symbol,price,p,c", "symbol;x"), rows)
        .as(
            (mark, header, body) ->
                header
                    + "\n"
                    + body.stream()
                        .map(row -> String.join(mark, row))
                        .collect(Collectors.joining("\n")));
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> value = scalar();
    for (int depth = 0; depth < 5; depth++) {
      value = Arbitraries.oneOf(scalar(), array(value), object(value), object(value));
    }
    return value;
  }

  private static Arbitrary<String> scalar() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "NaN",
            "-Infinity",
            "1e400",
            "1E-400",
            "100.0",
            "1651251948294080343",
            "99999999999999999999999999999",
            "\"\"",
            "\"N/A\"",
            "\"1.5%\"",
            "\"2026-03-17T15:00:20.123456789-04:00\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"2026-02-30\"",
            "\"ACME\"",
            "\"\\ud83d\"",
            "\"\\u0000\"",
            "-5",
            "0.0000001",
            "1.7e308"),
        Arbitraries.bigDecimals().map(number -> number.toString()),
        Arbitraries.strings().ascii().ofMaxLength(20).map(MappingFuzzTest::quoted));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }

  private static Arbitrary<String> array(Arbitrary<String> value) {
    return value.list().ofMaxSize(4).map(elements -> "[" + String.join(",", elements) + "]");
  }

  private static Arbitrary<String> object(Arbitrary<String> value) {
    Arbitrary<String> names =
        Arbitraries.of(
            "ACME",
            "MOON",
            "symbol",
            "ticker",
            "tickers",
            "results",
            "data",
            "p",
            "t",
            "c",
            "code",
            "status",
            "latestTrade",
            "lastTrade",
            "close",
            "price",
            "last",
            "error",
            "message",
            "");
    return Combinators.combine(names, value)
        .as((name, content) -> quoted(name) + ":" + content)
        .list()
        .ofMaxSize(5)
        .map(members -> "{" + String.join(",", members) + "}");
  }
}
