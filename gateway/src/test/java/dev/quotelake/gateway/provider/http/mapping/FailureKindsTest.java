// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failure an answer tells of, whatever its status, and for how long. */
class FailureKindsTest {

  private static final MappedJson VENDOR =
      MappedJson.byDefinition(
          """
          request: {base-url: "https://quotes.example.com", query: {s: "{symbols}"}, symbols: {at-most: 9}}
          answer:
            success: [200, 203]
            no-content: [204, 404]
            records: {at: /data, shape: array}
            symbol: /s
            fields: {price: /p}
            failures:
              authentication: [{body: api key}]
              plan: {at: /meta/level, equals: "free", and: {at: /meta/asked, not-equals: [delayed, none]}}
              rate-limit: [{body: too (often|many)}, {at: /code, equals: [77, "E-9"]}]
              quota: {body: too many calls this month}
              unavailable: {at: /maintenance, exists: true}
            message: [/meta/text, /text]
          cool-down:
            reset-header: [{name: X-Reset-After, format: millis}, X-Reset]
            quota: end-of-month
            unavailable: 90s
          """);

  private static ProviderException failure(
      int status, Map<String, String> headers, String body, String... symbols) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    return catchThrowableOfType(
        ProviderException.class,
        () ->
            VENDOR.read(
                status,
                anyCase,
                body.getBytes(StandardCharsets.UTF_8),
                symbols.length == 0 ? new String[] {"A", "B"} : symbols));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"code\":77} | RATE_LIMITED",
        "200 | {\"code\":\"77.0\",\"data\":[{\"s\":\"A\",\"p\":1}]} | RATE_LIMITED",
        "200 | {\"data\":[{\"s\":\"A\",\"p\":1}],\"code\":\"E-9\"} | RATE_LIMITED",
        "200 | You ask too many times with this API key | RATE_LIMITED",
        "401 | Too often. Check your API KEY. | RATE_LIMITED",
        "429 | too many calls this month | QUOTA_EXHAUSTED",
        "200 | Your API key is wrong | UNAUTHENTICATED",
        "200 | {\"meta\":{\"asked\":\"live\",\"level\":\"free\"},\"data\":[]} | NOT_IN_PLAN",
        "200 | {\"maintenance\":{\"until\":\"noon\"}} | UNAVAILABLE",
        "429 | '' | RATE_LIMITED",
        "401 | {} | UNAUTHENTICATED",
        "403 | <html>no</html> | UNAUTHENTICATED",
        "402 | {} | NOT_IN_PLAN",
        "400 | {} | MALFORMED_SYMBOL",
        "422 | {} | MALFORMED_SYMBOL",
        "500 | {} | UNAVAILABLE",
        "503 | <html>sorry</html> | UNAVAILABLE",
        "408 | '' | UNAVAILABLE",
        "302 | '' | MALFORMED_ANSWER",
        "206 | {\"data\":[]} | MALFORMED_ANSWER",
        "200 |"
            + " {\"data\":[],\"maintenance\":null,\"meta\":{\"asked\":\"delayed\",\"level\":\"free\"}}"
            + " | ",
        "203 | {\"data\":[]} | ",
        "200 | {\"data\":[{\"s\":\"A\",\"p\":1,\"name\":\"Too Many Inc\"}]} | ",
      })
  void kinds(int status, String body, Kind expected) {
    ProviderException failure = failure(status, Map.of(), body);

    if (expected == null) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure.kind()).isEqualTo(expected);
    }
  }

  @Test
  void nothingNowIsNoFailureAndParksNoSymbol() throws Exception {
    QuoteBatch batch = VENDOR.read(404, Map.of(), new byte[0], "A", "B");

    assertThat(batch.empty()).containsExactly("A", "B");
    assertThat(batch.unknown()).isEmpty();
  }

  @Test
  void notFoundMeansUnknownOnlyForOneSymbolAndInJson() {
    MappedJson plain =
        MappedJson.by("records: {shape: object}\nsymbol: request\nfields: {price: /p}\n");

    assertThat(kind(plain, 404, "{\"error\":\"no\"}", "A")).isEqualTo(Kind.UNKNOWN_SYMBOL);
    assertThat(kind(plain, 404, "<html>no such page", "A")).isEqualTo(Kind.MALFORMED_ANSWER);
    assertThat(kind(plain, 404, "{\"error\":\"no\"}", "A", "B")).isEqualTo(Kind.MALFORMED_ANSWER);
  }

  private static Kind kind(MappedJson answer, int status, String body, String... symbols) {
    return catchThrowableOfType(
            ProviderException.class,
            () -> answer.read(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), symbols))
        .kind();
  }

  @Test
  void theProvidersOwnWordsAreTold() {
    assertThat(failure(503, Map.of(), "{\"text\":\"back at noon\"}"))
        .hasMessage("vendor answered 503 (provider not well): back at noon");
    assertThat(failure(503, Map.of(), "<html>\n <b>Oops</b>\u0007</html>"))
        .hasMessage("vendor answered 503 (provider not well): '<html> <b>Oops</b> </html>'");
    assertThat(failure(500, Map.of(), "")).hasMessageEndingWith("empty body");
    assertThat(failure(500, Map.of(), "x".repeat(100_000)).getMessage()).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After | 30 | 30000",
        "retry-after | 1.5 | 1500",
        "Retry-After | Tue, 17 Mar 2099 15:00:50 GMT | ",
        "Retry-After | soon | ",
        "Retry-After | -5 | ",
        "Retry-After | 1e300 | ",
        "Retry-After | 99999999999 | ",
        "X-Reset-After | 250 | 250",
      })
  void restsAsLongAsHeadersSay(String header, String value, Long millis) {
    Duration rest = failure(429, Map.of(header, value), "").coolDown().orElseThrow();

    assertThat(rest).isEqualTo(millis == null ? Duration.ofSeconds(30) : Duration.ofMillis(millis));
  }

  @Test
  void headersThatNameAMomentCountFromNow() {
    long inAMinute = System.currentTimeMillis() / 1000 + 60;
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochSecond(inAMinute).atZone(ZoneOffset.UTC));

    assertThat(failure(429, Map.of("Retry-After", date), "").coolDown().orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    assertThat(failure(429, Map.of("X-Reset", "" + inAMinute), "").coolDown().orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    assertThat(failure(429, Map.of("X-Reset", "1500000000"), "").coolDown())
        .as("a moment that has passed says nothing")
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void withoutHeadersTheDefinitionSaysHowLong() {
    assertThat(failure(503, Map.of(), "").coolDown()).contains(Duration.ofSeconds(90));
    assertThat(failure(200, Map.of(), "too many calls this month").coolDown().orElseThrow())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofDays(31));
    assertThat(failure(400, Map.of(), "").coolDown()).isEmpty();
  }
}
