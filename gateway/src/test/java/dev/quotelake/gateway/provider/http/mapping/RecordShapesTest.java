// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Where records can lie, and whose they are. */
class RecordShapesTest {

  private static void hasPrices(QuoteBatch batch, String... symbolsAndPrices) {
    assertThat(batch.rejects()).isEmpty();
    assertThat(batch.quotes())
        .extracting(
            quote ->
                quote.symbol()
                    + " "
                    + quote.price().toBigDecimal().stripTrailingZeros().toPlainString())
        .containsExactly(symbolsAndPrices);
  }

  private static Quantity shares(int count) {
    return Quantity.of(BigDecimal.valueOf(count));
  }

  @Test
  void objectDeepInsideWithArrayPositions() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {at: /chart/result/0, shape: object}
            symbol: /meta/symbol
            fields: {price: /meta/price}
            """);

    hasPrices(
        answer.read(
            "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"ACME\",\"price\":1.5}}],\"error\":null}}",
            "ACME"),
        "ACME 1.5");
  }

  @Test
  void arrayInAnotherOrderThanAsked() throws Exception {
    MappedJson answer = MappedJson.by("records: {shape: array}\nsymbol: /s\nfields: {price: /p}\n");

    QuoteBatch batch =
        answer.read("[{\"s\":\"MOON\",\"p\":2},{\"s\":\"ACME\",\"p\":1}]", "ACME", "MOON", "TIDE");

    hasPrices(batch, "ACME 1", "MOON 2");
    assertThat(batch.unknown()).containsExactly("TIDE");
  }

  @Test
  void arrayOfArrays() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {at: /data, shape: array}\n"
                + "symbol: /0\n"
                + "fields: {price: /2, day-volume: /1}\n");

    Quote quote = answer.one("{\"data\":[[\"ACME\",7,\"12.25\"]]}", "ACME");

    assertThat(quote.price()).hasToString("12.25000000");
    assertThat(quote.dayVolume()).isEqualTo(shares(7));
  }

  @Test
  void mapOfBareNumbers() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {at: /rates, shape: map}
            symbol: key
            fields: {price: ""}
            time: [{at: /asOf, in: answer, format: epoch-seconds}]
            """);

    QuoteBatch batch =
        answer.read(
            "{\"rates\":{\"ACME\":1.25,\"MOON\":\"2\"},\"asOf\":1773759620}", "ACME", "MOON");

    hasPrices(batch, "ACME 1.25", "MOON 2");
    assertThat(batch.quotes().get(0).quotedAtMicros()).isEqualTo(1_773_759_620_000_000L);
  }

  @Test
  void mapWhoseRecordsNameTheirSymbolThemselves() throws Exception {
    MappedJson answer =
        MappedJson.by("records: {shape: map}\nsymbol: /ticker\nfields: {price: /p}\n");

    hasPrices(
        answer.read("{\"status\":\"ok\",\"id-1\":{\"ticker\":\"ACME\",\"p\":3}}", "ACME"),
        "ACME 3");
  }

  @Test
  void objectOrArray() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {at: /quote, shape: object-or-array}\nsymbol: /s\nfields: {price: /p}\n");

    hasPrices(answer.read("{\"quote\":{\"s\":\"ACME\",\"p\":1}}", "ACME"), "ACME 1");
    hasPrices(
        answer.read(
            "{\"quote\":[{\"s\":\"ACME\",\"p\":1},{\"s\":\"MOON\",\"p\":2}]}", "ACME", "MOON"),
        "ACME 1",
        "MOON 2");
  }

  @Test
  void objectOrMapEvenWhenTheTestComesLast() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {at: /quotes, shape: object-or-map, object-when: /id/name}
            symbol: [key, /id/name]
            fields: {price: /p}
            """);

    hasPrices(answer.read("{\"quotes\":{\"p\":1,\"id\":{\"name\":\"ACME\"}}}", "ACME"), "ACME 1");
    hasPrices(
        answer.read("{\"quotes\":{\"ACME\":{\"p\":1},\"MOON\":{\"p\":2}}}", "ACME", "MOON"),
        "ACME 1",
        "MOON 2");
  }

  @Test
  void columns() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {at: /d, shape: columns}
            symbol: /s
            fields: {price: /last/px, day-volume: /v}
            currency: /ccy
            """);

    QuoteBatch batch =
        answer.read(
            "{\"d\":{\"v\":[5,null],\"last\":{\"px\":[1.5,2.5]},\"ccy\":\"EUR\",\"s\":[\"MOON\",\"ACME\"]}}",
            "ACME",
            "MOON");

    hasPrices(batch, "ACME 2.5", "MOON 1.5");
    assertThat(batch.quotes()).extracting(Quote::currency).containsOnly("EUR");
    assertThat(batch.quotes()).extracting(Quote::dayVolume).containsExactly(null, shares(5));
  }

  @Test
  void columnsOfUnequalLengthsAreRefusedForNoOneKnowsWhosePriceIsWhose() {
    MappedJson answer =
        MappedJson.by("records: {shape: columns}\nsymbol: /s\nfields: {price: /p}\n");

    assertThatThrownBy(() -> answer.read("{\"s\":[\"ACME\",\"MOON\"],\"p\":[1]}", "ACME", "MOON"))
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure ->
                assertThat(failure.kind()).isEqualTo(ProviderException.Kind.MALFORMED_ANSWER))
        .hasMessageContaining("unequal lengths: 2 and 1");
  }

  @Test
  void columnsThatBelongTogetherByKey() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {shape: columns}\n"
                + "symbol: key\n"
                + "fields: {price: /price, day-volume: /volume}\n");

    QuoteBatch batch =
        answer.read(
            "{\"volume\":{\"MOON\":7,\"ACME\":5},\"price\":{\"ACME\":1.5,\"MOON\":2.5,\"TIDE\":3}}",
            "ACME",
            "MOON");

    hasPrices(batch, "ACME 1.5", "MOON 2.5");
    assertThat(batch.quotes()).extracting(Quote::dayVolume).containsExactly(shares(5), shares(7));
  }

  @Test
  void recordsInSeveralPlaces() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {at: /markets/*/quotes, shape: array}\n"
                + "symbol: /s\n"
                + "fields: {price: /p/*/last}\n");

    hasPrices(
        answer.read(
            "{\"markets\":[{\"quotes\":[{\"s\":\"ACME\",\"p\":{\"x\":{\"last\":1}}}]},"
                + "{\"quotes\":[{\"s\":\"MOON\",\"p\":[{\"last\":2}]}]}]}",
            "ACME",
            "MOON"),
        "ACME 1",
        "MOON 2");
  }

  @Test
  void columnsOfOneSymbolGiveItsNewestRow() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {shape: columns}
            symbol: request
            fields: {price: /c}
            time: [{at: /t, format: epoch-seconds}]
            """);

    hasPrices(
        answer.read(
            "{\"c\":[1,3,2],\"t\":[1773759600,1773759720,1773759660],\"s\":\"ok\"}", "ACME"),
        "ACME 3");
  }

  @Test
  void severalRecordsOfASymbolByPosition() throws Exception {
    String rest = "symbol: /s\nfields: {price: /p}\n";
    String json = "[{\"s\":\"ACME\",\"p\":1},{\"s\":\"ACME\",\"p\":2}]";

    hasPrices(
        MappedJson.by("records: {shape: array, pick: first}\n" + rest).read(json, "ACME"),
        "ACME 1");
    hasPrices(
        MappedJson.by("records: {shape: array, pick: last}\n" + rest).read(json, "ACME"), "ACME 2");
  }

  @Test
  void namesWithBlanksDotsSlashesAndTildes() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {at: "/Global Quote", shape: object}
            symbol: "/01. symbol"
            fields: {price: "/05. price", open: /o~1c, high: "/h~0", low: "/ä ö"}
            """);

    Quote quote =
        answer.one(
            "{\"Global Quote\":{\"01. symbol\":\"ACME\",\"05."
                + " price\":\"3.5\",\"o/c\":1,\"h~\":4,\"ä ö\":\"0.5\"}}",
            "ACME");

    assertThat(quote.price()).hasToString("3.50000000");
    assertThat(quote.open()).hasToString("1.00000000");
    assertThat(quote.high()).hasToString("4.00000000");
    assertThat(quote.low()).hasToString("0.50000000");
  }

  @Test
  void namesThatDifferInCaseOnly() throws Exception {
    MappedJson answer =
        MappedJson.by(
            "records: {shape: object}\nsymbol: request\nfields: {price: /p, bid: /p, ask: /P}\n");

    Quote quote = answer.one("{\"P\":2,\"p\":1}", "ACME");

    assertThat(quote.bid()).hasToString("1.00000000");
    assertThat(quote.ask()).hasToString("2.00000000");
  }

  @Test
  void symbolsInTheSpellingOfTheVendor() throws Exception {
    MappedJson answer =
        MappedJson.byDefinition(
            """
            request:
              base-url: https://quotes.example.com
              query: {s: "{symbols}"}
              symbols:
                at-most: 10
                spelling:
                  - exceptions: {GOLD: XAU}
                  - {replace: ".", with: "-"}
                  - {suffix: .US}
            answer:
              records: {shape: array}
              symbol: {from: /code, ignore-case: true}
              fields: {price: /p}
            """);

    hasPrices(
        answer.read(
            "[{\"code\":\"brk-b.us\",\"p\":1},{\"code\":\"XAU\",\"p\":2},{\"code\":\"MOON\",\"p\":3}]",
            "BRK.B",
            "GOLD",
            "MOON"),
        "BRK.B 1",
        "GOLD 2",
        "MOON 3");
  }

  @Test
  void answersSpelledInAnotherWayThanRequests() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records: {shape: map}
            symbol: {from: key, spelling: [{replace-pattern: "^(.*)[.](.)$", with: "$1 $2"}]}
            fields: {price: /p}
            """);

    hasPrices(answer.read("{\"BRK B\":{\"p\":1}}", "BRK.B"), "BRK.B 1");
  }

  @Test
  void aRecordOfAnotherSymbolThanAskedIsNeverTaken() throws Exception {
    MappedJson answer =
        MappedJson.by("records: {shape: object}\nsymbol: [/s, request]\nfields: {price: /p}\n");

    QuoteBatch batch = answer.read("{\"s\":\"MOON\",\"p\":1}", "ACME");

    assertThat(batch.quotes()).isEmpty();
    assertThat(batch.unknown()).containsExactly("ACME");
  }

  @Test
  void recordsThatTellOfFailures() throws Exception {
    MappedJson answer =
        MappedJson.by(
            """
            records:
              shape: array
              failures:
                unknown-symbol: {at: /error, equals: [NOT_FOUND, 404]}
                unavailable: {at: /status, not-equals: ok}
            symbol: /s
            fields: {price: /p}
            message: /text
            """);

    QuoteBatch batch =
        answer.read(
            "[{\"s\":\"A\",\"error\":404.0},{\"s\":\"B\",\"status\":\"late\",\"text\":\"wait\"},"
                + "{\"s\":\"C\",\"status\":\"ok\",\"error\":null,\"p\":1}]",
            "A",
            "B",
            "C");

    assertThat(batch.unknown()).containsExactly("A");
    assertThat(batch.rejects())
        .extracting(Reject::symbol, Reject::reason, Reject::detail)
        .containsExactly(tuple("B", "unavailable", "wait"));
    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("C");
  }

  @Test
  void aBrokenRecordSpoilsOnlyItself() throws Exception {
    MappedJson answer = MappedJson.by("records: {shape: array}\nsymbol: /s\nfields: {price: /p}\n");

    QuoteBatch batch =
        answer.read(
            "[{\"s\":\"A\",\"p\":\"abc\"},{\"s\":\"B\",\"p\":NaN},{\"s\":\"C\",\"p\":1e400},{\"s\":\"D\",\"p\":-1},"
                + "{\"s\":\"E\",\"p\":{}},{\"s\":\"F\",\"p\":1},\"G\",{\"p\":2},null,{\"s\":\"H\",\"p\":null}]",
            "A",
            "B",
            "C",
            "D",
            "E",
            "F",
            "H");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("F");
    assertThat(batch.empty()).containsExactly("B", "H");
    assertThat(batch.rejects())
        .extracting(Reject::symbol)
        .containsExactly("A", "C", "D", "E", null, null);
    assertThat(batch.rejects().get(0).record()).isEqualTo("{\"s\":\"A\",\"p\":\"abc\"}");
    assertThat(batch.rejects().get(0).detail()).isEqualTo("price: abc is not a number");
  }

  @Test
  void anAnswerThatBreaksOffKeepsWhatCameBefore() throws Exception {
    MappedJson answer = MappedJson.by("records: {shape: array}\nsymbol: /s\nfields: {price: /p}\n");

    QuoteBatch batch =
        answer.read("[{\"s\":\"A\",\"p\":1},{\"s\":\"B\",\"p\":2},{\"s\":\"C\",\"p", "A", "B", "C");

    assertThat(batch.quotes()).extracting(Quote::symbol).containsExactly("A", "B");
    assertThat(batch.rejects())
        .extracting(Reject::symbol, Reject::reason)
        .containsExactly(tuple("C", "broken_answer"));
    assertThat(batch.unknown()).isEmpty();
  }

  @Test
  void anAnswerOfAnotherShapeIsAFailureAndParksNoSymbol() {
    MappedJson array =
        MappedJson.by("records: {at: /d, shape: array}\nsymbol: /s\nfields: {price: /p}\n");
    MappedJson map = MappedJson.by("records: {shape: map}\nsymbol: key\nfields: {price: /p}\n");

    assertThatThrownBy(() -> array.read("{\"d\":{\"s\":\"A\"}}", "A"))
        .hasMessageContaining("expected an array at /d but found an object");
    assertThatThrownBy(() -> array.read("{\"oops\":1}", "A"))
        .hasMessageContaining("there is nothing at /d");
    assertThatThrownBy(() -> map.read("{\"detail\":\"quota\"}", "A"))
        .hasMessageContaining(
            "none of the symbols asked for is in the answer, which holds 'detail'");
    assertThatThrownBy(() -> map.read("<html><body>Sorry</body></html>", "A"))
        .hasMessageContaining("no well-formed JSON");
    assertThatThrownBy(() -> map.read("", "A")).hasMessageContaining("the answer is empty");
  }
}
