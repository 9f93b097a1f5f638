// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Quote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are no single JSON value, and quotes whose parts lie in several places. */
class AnswerFormatsTest {

  private static final MappedJson CSV =
      MappedJson.by(
          """
          format: csv
          records: {shape: array}
          symbol: /Symbol
          fields: {price: /Last Price, day-volume: /Volume}
          time: [{join: [/Date, /Time], format: pattern, pattern: "MM/dd/yyyy h:mma", zone: America/New_York}]
          failures: {rate-limit: [{at: /detail, matches: too many}, {body: run over your}]}
          """);

  private static final String HEADER = "Symbol,Name,Last Price,Volume,Date,Time\n";

  @Test
  void rowsOfNamedColumns() throws Exception {
    QuoteBatch batch =
        CSV.read(
            "\uFEFF"
                + HEADER
                + "ACME,\"Acme, \"\"the\"\" Inc\",1.25,1200,03/17/2026,11:00am\r\n"
                + "\n"
                + "MOON, Moon ,\"2.50\", ,03/17/2026,11:00am\n",
            "ACME",
            "MOON",
            "TIDE");

    assertThat(batch.rejects()).isEmpty();
    assertThat(batch.quotes())
        .extracting(Quote::symbol, quote -> quote.price().toString(), Quote::quotedAtMicros)
        .containsExactly(
            tuple("ACME", "1.25000000", 1_773_759_600_000_000L),
            tuple("MOON", "2.50000000", 1_773_759_600_000_000L));
    assertThat(batch.quotes().get(1).dayVolume()).isNull();
    assertThat(batch.unknown()).containsExactly("TIDE");
  }

  @Test
  void rowsOfPositions() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            format: {type: csv, separator: ";", header: false}
            records: {shape: array}
            symbol: /0
            fields: {price: {at: /2, decimal: ","}}
            """);

    Quote quote = answer.one("ACME;Acme Inc;1.612,50\n", "ACME");

    assertThat(quote.price()).hasToString("1612.50000000");
  }

  @Test
  void aRowOfAnotherLengthSpoilsNoOther() throws Exception {
    QuoteBatch batch =
        CSV.read(
            HEADER
                + "ACME,Acme, Inc,1.25,1200,03/17/2026,11:00am\n"
                + "MOON,Moon,2.50,7,03/17/2026,11:00am\n"
                + "TIDE,Tide,x,7,03/17/2026,11:00am\n",
            "ACME",
            "MOON",
            "TIDE");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("MOON");
    assertThat(batch.unknown()).as("what was not read is not unknown").isEmpty();
    assertThat(batch.rejects())
        .extracting(Reject::symbol, Reject::reason, Reject::record)
        .containsExactly(
            tuple(null, "not_a_record", "ACME,Acme,Inc,1.25,1200,03/17/2026,11:00am"),
            tuple("TIDE", "malformed_value", "TIDE,Tide,x,7,03/17/2026,11:00am"),
            tuple("ACME", "broken_answer", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"detail\":\"too many requests\"} | RATE_LIMITED",
        "Error: You have run over your hourly limit | RATE_LIMITED",
        "{\"data\":[]} | MALFORMED_ANSWER",
        "<html><body>oops</body></html> | MALFORMED_ANSWER",
        "'' | MALFORMED_ANSWER",
        "Day,Ticker | MALFORMED_ANSWER",
      })
  void whatIsNoTableIsAFailure(String body, Kind kind) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> CSV.read(body, "ACME"));

    assertThat(failure.kind()).isEqualTo(kind);
  }

  @Test
  void aTableWithoutRowsSaysThatNothingIsKnown() throws Exception {
    assertThat(CSV.read(HEADER, "ACME").unknown()).containsExactly("ACME");
  }

  @Test
  void aTableInAnotherEncoding() throws Exception {
    byte[] body =
        (HEADER + "ACME,Société,1.25,1,03/17/2026,11:00am\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(CSV.read(200, Map.of(), body, "ACME").quotes()).hasSize(1);
  }

  private static final MappedJson LINES =
      MappedJson.by(
          """
          format: ndjson
          records: {shape: object, only: {at: /type, equals: quote}}
          symbol: /s
          fields: {price: /p}
          """);

  @Test
  void linesThatAreRecords() throws Exception {
    QuoteBatch batch =
        LINES.read(
            "{\"type\":\"quote\",\"s\":\"ACME\",\"p\":1}\n{\"type\":\"heartbeat\"}\r\n\n"
                + "{\"type\":\"quote\",\"s\":\"MOON\",\"p\":2}",
            "ACME",
            "MOON",
            "TIDE");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("ACME", "MOON");
    assertThat(batch.unknown()).containsExactly("TIDE");
    assertThat(batch.rejects()).isEmpty();
  }

  @Test
  void aBrokenLineSpoilsNoOther() throws Exception {
    QuoteBatch batch =
        LINES.read(
            "{\"type\":\"quote\",\"s\":\"ACME\",\"p\":\n{\"type\":\"quote\",\"s\":\"MOON\",\"p\":2}\n",
            "ACME",
            "MOON");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("MOON");
    assertThat(batch.rejects())
        .extracting(Reject::symbol, Reject::reason)
        .containsExactly(tuple(null, "not_a_record"), tuple("ACME", "broken_answer"));
  }

  @Test
  void linesThatAreReadAsOneValueLeaveNoSymbolUnknown() throws Exception {
    QuoteBatch batch =
        MappedJson.by("records: {shape: object}\nsymbol: /s\nfields: {price: /p}\n")
            .read("{\"s\":\"ACME\",\"p\":1}\n{\"s\":\"MOON\",\"p\":2}\n", "ACME", "MOON");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("ACME");
    assertThat(batch.unknown()).isEmpty();
    assertThat(batch.rejects())
        .extracting(Reject::symbol, Reject::reason)
        .containsExactly(tuple("MOON", "broken_answer"));
  }

  @Test
  void linesOfNothingButNoise() {
    assertThat(
            catchThrowableOfType(
                    ProviderException.class, () -> LINES.read("<html>\noops\n", "ACME"))
                .kind())
        .isEqualTo(Kind.MALFORMED_ANSWER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"p\":7,\"b\":1,\"a\":2} | 7",
        "{\"p\":0,\"b\":1,\"a\":2} | 1.5",
        "{\"b\":1.00000001,\"a\":1.00000002} | 1.00000002",
        "{\"b\":9999999999,\"a\":9999999999} | 9999999999",
        "{\"b\":1,\"a\":0} | ",
        "{\"b\":1} | ",
      })
  void theMiddleOfBidAndAskWhereTheDefinitionSaysSo(String json, String price) throws Exception {
    QuoteBatch batch =
        MappedJson.by(
                "records: {shape: object}\nsymbol: request\nfields: {price: [/p, mid], bid: /b, ask:"
                    + " /a}\n")
            .read(json, "ACME");

    assertThat(batch.rejects()).isEmpty();
    assertThat(batch.quotes())
        .extracting(quote -> quote.price().toBigDecimal().stripTrailingZeros().toPlainString())
        .isEqualTo(price == null ? List.of() : List.of(price));
  }

  @Test
  void aSymbolOfTwoMembers() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {shape: array}\nsymbol: {from: [/base, /quote], join: \"/\"}\nfields: {price:"
                + " /p}\n");

    QuoteBatch batch =
        answer.read(
            "[{\"base\":\"BTC\",\"quote\":\"USD\",\"p\":1},{\"base\":\"ETH\",\"p\":2}]",
            "BTC/USD",
            "ETH/USD");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("BTC/USD");
    assertThat(batch.rejects()).extracting(Reject::reason).containsExactly("missing_symbol");
  }
}
