// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers, times and their absence are written. */
class ValueFormsTest {

  private static final String RECORD = "records: {shape: object}\nsymbol: request\n";

  private static MappedJson price(String field) {
    return MappedJson.by(RECORD + "fields: {price: " + field + "}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1",
        "161.2958 | 161.2958",
        "\"148.85001\" | 148.85001",
        "100.0 | 100",
        "1.5e2 | 150",
        "15E-1 | 1.5",
        "\" 12.5 % \" | 12.5",
        "\"+3.25\" | 3.25",
        "\".5\" | 0.5",
        "9999999999.99999999 | 9999999999.99999999",
        "0.00000149 | 0.00000149",
        "0.000000015 | 0.00000002",
        "0.000000025 | 0.00000002",
        "1.12345678500000000000000000000001 | 1.12345679",
        "0.1000000000000000055511151231257827 | 0.1",
        "123456.7 | 123456.7",
        "000012.5e0 | ",
      })
  void pricesAreExact(String json, String expected) throws Exception {
    QuoteBatch batch = readOrNothing(json);

    if (expected == null) {
      assertThat(batch).isNull();
    } else {
      assertThat(batch.quotes().get(0).price().toBigDecimal())
          .isEqualByComparingTo(new BigDecimal(expected));
    }
  }

  private static QuoteBatch readOrNothing(String json) {
    try {
      return price("/p").read("{\"p\":" + json + "}", "A");
    } catch (ProviderException noJson) {
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10000000000 | 10000000000 is too large: more than 10 digits before the point",
        "9999999999.999999995 | too large",
        "1e30 | too large",
        "1e999999999 | too large",
        "123456789012345678901234567890 | too large",
        "0.000000001 | too small",
        "1e-300 | too small",
        "-1 | negative",
        "\"12,5\" | not a number",
        "\"1.2.3\" | not a number",
        "\"1e\" | not a number",
        "\"abc\" | not a number",
        "true | not a number",
        "[1] | not a number",
      })
  void whatIsNoPriceIsRejected(String json, String reason) throws Exception {
    QuoteBatch batch = price("/p").read("{\"p\":" + json + "}", "A");

    assertThat(batch.quotes()).isEmpty();
    assertThat(batch.rejects())
        .singleElement()
        .satisfies(r -> assertThat(r.detail()).contains(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 | 0.5000",
        "1432.29 | 1432.2900",
        "0.00005000001 | 0.0001",
        "0.00015 | 0.0002",
        "\"1e-4\" | 0.0001",
        "99999999999999.9999 | 99999999999999.9999",
      })
  void fractionsOfAShareAreKept(String json, String expected) throws Exception {
    Quote quote =
        MappedJson.by(RECORD + "fields: {price: /p, last-size: /s, day-volume: /s}\n")
            .one("{\"p\":1,\"s\":" + json + "}", "A");

    assertThat(quote.lastSize()).hasToString(expected);
    assertThat(quote.dayVolume()).hasToString(expected);
  }

  @Test
  void aSizeThatIsTooLargeIsRejectedWithTheReason() throws Exception {
    QuoteBatch batch =
        MappedJson.by(RECORD + "fields: {price: /p, day-volume: /v}\n")
            .read("{\"p\":1,\"v\":100000000000000}", "A");

    assertThat(batch.rejects())
        .singleElement()
        .satisfies(
            reject ->
                assertThat(reject.detail())
                    .isEqualTo(
                        "day-volume: 100000000000000 is too large: more than 14 digits before the"
                            + " point"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decimal: ',' | 1.612,50 | 1612.5",
        "decimal: ',' | 12,50 | 12.5",
        "decimal: ',' | 1.234.567,8 | 1234567.8",
        "decimal: ',' | 1.612 | 1612",
        "decimal: ',', strip: '€ ' | € 1 612,50 | 1612.5",
        "decimal: ',' | 12.50 | ",
        "decimal: ',' | 1,612.50 | ",
        "decimal: ',' | 1.2.3 | ",
        "decimal: ',' | 1,612,50 | ",
        "decimal: ',' | 0.500 | ",
        "decimal: ',' | 1234.567 | ",
        "decimal: ',' | 1..234 | ",
        "decimal: ',' | 12.5,0 | ",
        "decimal: ',' | ',.5' | ",
        "strip: '$,' | '1.,5' | ",
        "strip: '$,' | '$1,234.50' | 1234.5",
        "strip: '$,' | '1,234,567' | 1234567",
        "strip: '$,' | '-$1,234.50' | ",
        "strip: '$,' | '12,50' | ",
        "strip: '$,' | '1,23.4' | ",
        "strip: '$,' | '1234,567' | ",
        "strip: '$,' | '1,234.567,8' | ",
        "strip: \"'\" | 1'612.50 | 1612.5",
        "strip: \"'\" | 1'61250 | ",
        "strip: ' ' | 1 2 | ",
      },
      quoteCharacter = '`')
  void groupsOfDigitsAreCheckedBeforeTheyAreJoined(String how, String text, String expected)
      throws Exception {
    String written = text.replaceAll("^'(.*,.*)'$", "$1");
    QuoteBatch batch = price("{at: /p, " + how + "}").read("{\"p\":\"" + written + "\"}", "A");

    if (expected == null) {
      assertThat(batch.quotes()).as(written).isEmpty();
      assertThat(batch.rejects()).hasSize(1);
    } else {
      assertThat(batch.quotes().get(0).price().toBigDecimal())
          .isEqualByComparingTo(new BigDecimal(expected));
    }
  }

  @Test
  void aSizeThatWouldBecomeZeroCountsAsNotGiven() throws Exception {
    Quote quote =
        MappedJson.by(RECORD + "fields: {price: /p, last-size: /s, day-volume: /v}\n")
            .one("{\"p\":1,\"s\":0.00004,\"v\":0}", "A");

    assertThat(quote.lastSize()).isNull();
    assertThat(quote.dayVolume()).isEqualTo(new Quantity(0));
  }

  @Test
  void rawTabsInTextsAreRead() throws Exception {
    Quote quote =
        MappedJson.by("records: {shape: array}\nsymbol: /s\nfields: {price: /p}\n")
            .one("[{\"s\":\"A\",\"name\":\"Acme\tInc\",\"p\":\"1.5\t\"}]", "A");

    assertThat(quote.price()).hasToString("1.50000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null",
        "\"\"",
        "\"NA\"",
        "\"n/a\"",
        "\" N/A \"",
        "\"-\"",
        "\"null\"",
        "0",
        "0.000",
        "\"0\"",
        "0e5",
        "NaN",
        "Infinity",
        "-Infinity",
        "\"N/D\"",
        "\"nan\"",
        "\"\u2014\"",
        "\"\u2013\"",
        "\"undefined\"",
      })
  void noPriceIsEmptyNotMalformed(String json) throws Exception {
    QuoteBatch batch = price("/p").read("{\"p\":" + json + "}", "A");

    assertThat(batch.empty()).containsExactly("A");
    assertThat(batch.rejects()).isEmpty();
  }

  @Test
  void theFirstPlaceThatHoldsAValueCounts() throws Exception {
    MappedJson answer = price("[/a, /b/c, /d]");

    assertThat(answer.one("{\"a\":null,\"d\":4,\"b\":{\"c\":\"NA\"}}", "A").price())
        .hasToString("4.00000000");
    assertThat(answer.one("{\"d\":4,\"b\":{\"c\":3},\"a\":0}", "A").price())
        .hasToString("3.00000000");
  }

  @Test
  void spellingsOfNothingCanBeAdded() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: /p, bid: {at: /b, none: [-1, closed]}, day-volume: {at: /v,"
                + " none: [-1]}}\n");

    Quote quote = answer.one("{\"p\":1,\"b\":-1.0,\"v\":\"-1\"}", "A");
    assertThat(quote.bid()).isNull();
    assertThat(quote.dayVolume()).isNull();
    assertThat(answer.one("{\"p\":1,\"b\":\"Closed\"}", "A").bid()).isNull();
  }

  @Test
  void zeroIsAVolumeButNoPriceUnlessSaid() throws Exception {
    MappedJson usual =
        MappedJson.by(
            RECORD
                + "fields: {price: /p, bid: /z, day-volume: /z, bid-size: {at: /z, zero: none}}\n");
    MappedJson told = MappedJson.by(RECORD + "fields: {price: /p, bid: {at: /z, zero: value}}\n");

    Quote quote = usual.one("{\"p\":1,\"z\":0}", "A");
    assertThat(quote.bid()).isNull();
    assertThat(quote.dayVolume()).isEqualTo(new Quantity(0));
    assertThat(quote.bidSize()).isNull();
    assertThat(told.one("{\"p\":1,\"z\":0}", "A").bid()).hasToString("0.00000000");
  }

  @Test
  void scalesAndForeignCharacters() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: {at: /p, scale: 0.01, strip: \"$,\"}, bid-size: {at: /s, scale:"
                + " 100}, day-volume: /v}\n");

    Quote quote = answer.one("{\"p\":\"$1,234.50\",\"s\":\"3\",\"v\":\"288688.0\"}", "A");

    assertThat(quote.price()).hasToString("12.34500000");
    assertThat(quote.bidSize()).hasToString("300.0000");
    assertThat(quote.dayVolume()).hasToString("288688.0000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USD | USD 250",
        "usd | USD 250",
        "' Eur ' | EUR 250",
        "USDT | USDT 250",
        "'' | none 250",
        "N/A | none 250",
        "'-' | none 250",
        "GBp | GBP 2.5",
        "GBx | GBP 2.5",
        "GBX | GBP 2.5",
        "GBP | GBP 250",
        "gbp | GBP 250",
        "ZAc | ZAR 2.5",
        "ZAR | ZAR 250",
        "ILA | ILS 2.5",
        "ila | ILS 2.5",
        "US Dollar | ",
        "840 | ",
        "Pence | ",
        "$ | ",
      })
  void currencies(String code, String expected) throws Exception {
    QuoteBatch batch =
        MappedJson.by(RECORD + "fields: {price: /p}\ncurrency: /c\n")
            .read("{\"p\":250,\"c\":\"" + code + "\"}", "A");

    if (expected == null) {
      assertThat(batch.rejects())
          .singleElement()
          .satisfies(
              r -> assertThat(r.detail()).isEqualTo("currency: " + code + " is no currency code"));
    } else {
      Quote quote = batch.quotes().get(0);
      assertThat(
              (quote.currency() == null ? "none" : quote.currency())
                  + " "
                  + quote.price().toBigDecimal().stripTrailingZeros().toPlainString())
          .isEqualTo(expected);
    }
  }

  @Test
  void aCurrencyThatIsNoneLeavesTheNextPlaceToSay() throws Exception {
    MappedJson answer =
        MappedJson.by(RECORD + "fields: {price: /p}\ncurrency: {at: [/c, /d], fixed: CHF}\n");

    assertThat(answer.one("{\"p\":1,\"c\":\"N/A\",\"d\":\"jpy\"}", "A").currency())
        .isEqualTo("JPY");
    assertThat(answer.one("{\"p\":1,\"c\":\"\"}", "A").currency()).isEqualTo("CHF");
  }

  @Test
  void aPriceOfPenceThatWouldBecomeZeroIsRejected() throws Exception {
    QuoteBatch batch =
        MappedJson.by(RECORD + "fields: {price: /p}\ncurrency: GBX\n")
            .read("{\"p\":0.0000004}", "A");

    assertThat(batch.rejects())
        .singleElement()
        .satisfies(r -> assertThat(r.detail()).contains("too small"));
  }

  @Test
  void markets() throws Exception {
    MappedJson named =
        MappedJson.by(
            RECORD
                + "fields: {price: /p}\nmarket: {at: /m, fixed: XNYS, codes: {NASDAQ: XNAS, LSE:"
                + " XLON}}\n");

    assertThat(MappedJson.by(RECORD + "fields: {price: /p}\nmarket: 24/7\n").one("{\"p\":1}", "A"))
        .extracting(Quote::market)
        .isEqualTo("24/7");
    assertThat(named.one("{\"p\":1,\"m\":\"NASDAQ\"}", "A").market()).isEqualTo("XNAS");
    assertThat(named.one("{\"p\":1,\"m\":\"NYSE\"}", "A").market()).isEqualTo("XNYS");
    MappedJson codes = MappedJson.by(RECORD + "fields: {price: /p}\nmarket: /m\n");
    assertThat(codes.one("{\"p\":1,\"m\":\"XTKS\"}", "A").market()).isEqualTo("XTKS");
    assertThat(codes.one("{\"p\":1,\"m\":\"Tokyo\"}", "A").market()).isNull();
    assertThat(named.one("{\"p\":1}", "A").market()).isEqualTo("XNYS");
    assertThat(price("/p").one("{\"p\":1}", "A").market()).isNull();
  }

  @Test
  void pricesInMinorUnits() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: /p, bid: /b}\n"
                + "currency: {at: /c, minor-units: {GBX: GBP, GBp: GBP}}\n");

    Quote pence = answer.one("{\"p\":6789.5,\"b\":6789,\"c\":\"GBp\"}", "A");
    Quote pounds = answer.one("{\"p\":67.895,\"c\":\"GBP\"}", "A");

    assertThat(pence.price()).isEqualTo(pounds.price());
    assertThat(pence.bid()).hasToString("67.89000000");
    assertThat(pence.currency()).isEqualTo("GBP");
    assertThat(answer.one("{\"p\":0.0000015,\"c\":\"GBX\"}", "A").price())
        .as("half a hundred-millionth goes to the even one")
        .hasToString("0.00000002");
    assertThat(answer.one("{\"p\":0.0000025,\"c\":\"GBX\"}", "A").price())
        .hasToString("0.00000002");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch-seconds | 1773759620 | 2026-03-17T15:00:20Z",
        "epoch-seconds | \"1773759620.123456\" | 2026-03-17T15:00:20.123456Z",
        "epoch-millis | 1773759620123 | 2026-03-17T15:00:20.123Z",
        "epoch-millis | 1773759620123.0 | 2026-03-17T15:00:20.123Z",
        "epoch-micros | 1773759620123456 | 2026-03-17T15:00:20.123456Z",
        "epoch-nanos | 1773759620123456789 | 2026-03-17T15:00:20.123456Z",
        "epoch-nanos | \"1773759620123456789\" | 2026-03-17T15:00:20.123456Z",
        "rfc3339 | \"2026-03-17T15:00:20Z\" | 2026-03-17T15:00:20Z",
        "rfc3339 | \"2026-03-17T11:00:20.123456789-04:00\" | 2026-03-17T15:00:20.123456Z",
        "rfc3339 | \"2026-03-17T15:00:20+0000\" | 2026-03-17T15:00:20Z",
        "rfc3339 | \"2026-03-17 20:30:20.5+0530\" | 2026-03-17T15:00:20.500Z",
        "rfc3339 | \"2026-03-17T16:00+01\" | 2026-03-17T15:00:00Z",
        "rfc3339, zone: Europe/Berlin | \"2026-03-17T16:00:20\" | 2026-03-17T15:00:20Z",
        "rfc3339, zone: Europe/Berlin | \"2026-03-17T15:00:20Z\" | 2026-03-17T15:00:20Z",
        "rfc3339, zone-at: /z | \"2026-03-17T16:00:20\" | 2026-03-17T15:00:20Z",
        "date, zone: America/New_York | \"2026-03-17\" | 2026-03-17T04:00:00Z",
        "date, zone: America/New_York, time-of-day: \"16:00\" | \"2026-03-17\" |"
            + " 2026-03-17T20:00:00Z",
        "pattern, pattern: \"dd/MM/yyyy HH:mm\", zone: Europe/London | \"17/03/2026 15:00\" |"
            + " 2026-03-17T15:00:00Z",
        "pattern, pattern: \"MMM d, yyyy h:mm a VV\" | \"Mar 17, 2026 11:00 am America/New_York\" |"
            + " 2026-03-17T15:00:00Z",
        "pattern, pattern: \"d. MMMM yyyy\", language: de, zone: UTC | \"17. März 2026\" |"
            + " 2026-03-17T00:00:00Z",
        "pattern, pattern: \"yyyyMMddHHmmssX\" | \"20260317150020Z\" | 2026-03-17T15:00:20Z",
      })
  void times(String format, String json, String expected) throws Exception {
    MappedJson answer =
        MappedJson.by(RECORD + "fields: {price: /p}\ntime: [{at: /t, format: " + format + "}]\n");

    Quote quote = answer.one("{\"p\":1,\"z\":\"Europe/Berlin\",\"t\":" + json + "}", "A");

    assertThat(Instant.EPOCH.plus(quote.quotedAtMicros(), ChronoUnit.MICROS)).isEqualTo(expected);
    assertThat(quote.quotedAtSource()).isEqualTo(QuotedAtSource.PROVIDER);
  }

  @Test
  void dateAndTimeInTwoPlaces() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: /p}\n"
                + "time: [{join: [/d, /t], format: pattern, pattern: \"yyyyMMdd HH:mm:ss\", zone:"
                + " Asia/Tokyo}]\n");

    Quote quote = answer.one("{\"p\":1,\"t\":\"09:30:00\",\"d\":20260317}", "A");

    assertThat(Instant.EPOCH.plus(quote.quotedAtMicros(), ChronoUnit.MICROS))
        .isEqualTo("2026-03-17T00:30:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch-seconds | 0",
        "epoch-seconds | null",
        "epoch-seconds | \"\"",
        "rfc3339 | \"N/A\"",
        "rfc3339 | \"0001-01-01T00:00:00Z\"",
        "rfc3339 | \"1970-01-01T00:00:00Z\"",
        "rfc3339 | \"1969-12-31T23:59:59Z\"",
        "epoch-seconds | -1",
        "epoch-seconds | \"-1\"",
        "epoch-millis | -62135596800000",
        "date, zone: UTC | \"1969-12-31\"",
      })
  void noTimeMeansTheTimeOfReceipt(String format, String json) throws Exception {
    MappedJson answer =
        MappedJson.by(RECORD + "fields: {price: /p}\ntime: [{at: /t, format: " + format + "}]\n");

    Quote quote = answer.one("{\"p\":1,\"t\":" + json + "}", "A");

    assertThat(quote.quotedAtSource()).isEqualTo(QuotedAtSource.GATEWAY);
    assertThat(quote.quotedAtMicros()).isEqualTo(quote.fetchedAtMicros());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch-seconds | 1773759620123 | another unit",
        "epoch-nanos | 1773759620 | another unit",
        "epoch-seconds | \"soon\" | not a number",
        "rfc3339 | \"2026-02-30T00:00:00Z\" | no RFC 3339 time",
        "rfc3339 | \"2026-03-17T15:00:20\" | give the definition a zone",
        "rfc3339 | 1773759620 | no time",
        "pattern, pattern: \"yyyy-MM-dd\", zone: UTC | \"17/03/2026\" | no time as the definition",
        "pattern, pattern: \"yyyy-MM-dd\", zone: UTC | \"2026-02-30\" | no time as the definition",
        "pattern, pattern: \"d MMM uuuu HH:mm\", zone: UTC | \"31 Apr 2026 10:00\" | no time as",
        "date, zone: UTC | \"2026-02-30\" | no time as the definition",
      })
  void aTimeThatCannotBeReadIsRejectedNotGuessed(String format, String json, String reason)
      throws Exception {
    MappedJson answer =
        MappedJson.by(RECORD + "fields: {price: /p}\ntime: [{at: /t, format: " + format + "}]\n");

    QuoteBatch batch = answer.read("{\"p\":1,\"t\":" + json + "}", "A");

    assertThat(batch.quotes()).isEmpty();
    assertThat(batch.rejects())
        .singleElement()
        .satisfies(r -> assertThat(r.detail()).contains(reason));
  }

  @Test
  void laterTimesStandInForEarlierOnes() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: /p}\n"
                + "time: [{at: /a, format: epoch-seconds}, {at: /b, format: rfc3339}]\n");

    for (String first : new String[] {"0", "-1", "null", "\"\"", "\"N/A\""}) {
      Quote quote = answer.one("{\"p\":1,\"a\":" + first + ",\"b\":\"2026-03-17T15:00:20Z\"}", "A");

      assertThat(quote.quotedAtMicros()).as(first).isEqualTo(1_773_759_620_000_000L);
    }
  }

  @Test
  void theFirstTimeHoldsWhereverItStandsAndWhateverTheOthersAre() throws Exception {
    MappedJson answer =
        MappedJson.by(
            RECORD
                + "fields: {price: /p}\n"
                + "time: [{at: /a, format: epoch-seconds}, {at: /b, format: rfc3339}]\n");

    for (String record :
        new String[] {
          "{'p':1,'a':1773759620,'b':'2026-03-17T09:00:00Z'}",
          "{'p':1,'b':'2026-03-17T09:00:00Z','a':1773759620}",
          "{'p':1,'a':1773759620,'b':'soon'}",
          "{'p':1,'b':'soon','a':1773759620}",
          "{'p':1,'a':1,'a':1773759620,'b':null}"
        }) {
      Quote quote = answer.one(record.replace('\'', '"'), "A");

      assertThat(quote.quotedAtMicros()).as(record).isEqualTo(1_773_759_620_000_000L);
    }
  }
}
