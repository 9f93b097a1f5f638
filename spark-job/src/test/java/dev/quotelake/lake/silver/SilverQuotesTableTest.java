// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Which records become quotes, and what is written beside them. */
class SilverQuotesTableTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark = LocalSpark.lakeSession();
  private final List<Row> records = new ArrayList<>();

  @Test
  void everyGoldenSampleFailsTheRulesItNames() throws Exception {
    List<String> expected = new ArrayList<>();
    for (JsonNode sample : samples()) {
      long fetchedAt = sample.at("/event/fetched_at").asLong(micros(Instant.now()));
      add(
          HexFormat.of().parseHex(sample.get("value").asText()),
          Instant.ofEpochSecond(fetchedAt / 1_000_000 + 1));
      List<String> rules = new ArrayList<>();
      sample.get("rules").forEach(rule -> rules.add(rule.asText()));
      expected.add(records.size() + " " + rules);
    }

    assertThat(
            lines(
                validated(Markets.supplied()),
                "offset + 1, ' ', '[', concat_ws(', ', rules, warnings), ']'"))
        .isEqualTo(expected);
  }

  @Test
  void theReasonOfAWrongTimeSaysTheUnitItLooksLike() throws Exception {
    for (JsonNode sample : samples()) {
      if (sample.get("scenario").asText().matches("quoted-at-in-.*|before-1970")) {
        add(HexFormat.of().parseHex(sample.get("value").asText()), Instant.now());
      }
    }

    assertThat(lines(validated(Markets.supplied()), "reason"))
        .containsExactlyInAnyOrder(
            "quoted_at is before 1990",
            "quoted_at looks like seconds, not microseconds",
            "quoted_at looks like milliseconds, not microseconds",
            "a time outside the years 1 to 9999; it looks like nanoseconds");
  }

  @Test
  void blanksAroundASymbolAreCutOff() {
    Instant at = Instant.parse("2024-06-12T14:00:00Z");
    add(quote(" BRK B\u3000", at), at);
    add(quote("\u00a0\u200b", at), at);
    add(quote("IBM\u3000", at), at);
    add(quote("\u2003IBM", at), at);
    add(quote("IBM\t", at), at);
    add(quote("\u8cb4\u5dde", at), at);

    assertThat(
            lines(
                validated(Markets.supplied()),
                "symbol, '|', array_join(rules, ','), array_join(warnings, ',')"))
        .containsExactly(
            "BRK B|symbol_trimmed",
            "|symbol_present",
            "IBM|symbol_trimmed",
            "IBM|symbol_trimmed",
            "IBM|symbol_trimmed",
            "\u8cb4\u5dde|");
  }

  @Test
  void aQuoteLivesByItsOwnMarketElseTheProvidersElseNewYorks() {
    Instant at = Instant.parse("2024-06-12T00:30:00Z");
    add(EventBytes.of("SONY", micros(at), micros(at)).provider("sandbox").market("XTKS"), at);
    add(EventBytes.of("ACME", micros(at), micros(at)).provider("sandbox"), at);
    add(EventBytes.of("IBM", micros(at), micros(at)).provider("alpaca"), at);
    add(EventBytes.of("WHO", micros(at), micros(at)).market("XXXX"), at);

    Markets markets = new Markets(Calendars.supplied(), Map.of("sandbox", "24/7"));
    assertThat(lines(validated(markets), "concat_ws(' ', symbol, market, trading_date, session)"))
        .containsExactly(
            "SONY XTKS 2024-06-12 regular",
            "ACME 24/7 2024-06-12 regular",
            "IBM XNYS 2024-06-12 overnight",
            "WHO XXXX 2024-06-12 unknown");
  }

  @Test
  void theQuoteOfTheClosingInstantIsTheRegularSessionsLast() {
    List<String> closings =
        List.of(
            "XNYS 2024-11-29T18:00:00Z", // a half day
            "XNYS 2024-11-29T18:00:00.000001Z",
            "XTKS 2024-06-11T02:30:00Z", // lunch
            "XASX 2024-06-12T06:00:00Z",
            "FX 2024-06-14T21:00:00Z", // Friday
            "FX 2024-06-13T21:00:00Z", // Thursday, when Friday begins
            "XSWX 2024-08-01T15:20:00Z"); // a holiday
    for (String closing : closings) {
      String[] words = closing.split(" ");
      Instant at = Instant.parse(words[1]);
      add(EventBytes.of(words[0], micros(at), micros(at)).market(words[0]), at);
    }

    assertThat(
            lines(validated(Markets.supplied()), "concat_ws(' ', market, trading_date, session)"))
        .containsExactly(
            "XNYS 2024-11-29 regular",
            "XNYS 2024-11-29 post",
            "XTKS 2024-06-11 regular",
            "XASX 2024-06-12 regular",
            "FX 2024-06-14 regular",
            "FX 2024-06-14 regular",
            "XSWX 2024-08-02 closed");
  }

  private static EventBytes quote(String symbol, Instant at) {
    return EventBytes.of(symbol, micros(at), micros(at));
  }

  private void add(EventBytes event, Instant appendedAt) {
    add(event.encode(), appendedAt);
  }

  private void add(byte[] value, Instant appendedAt) {
    Timestamp appended = Timestamp.from(appendedAt);
    records.add(
        RowFactory.create(
            "quotes", 0, (long) records.size(), appended, null, value, null, appended));
  }

  private Dataset<Row> validated(Markets markets) {
    TableDefinition silver =
        SilverQuotesTable.definition(
            QuoteExpectations.within(QuoteLimits.defaults()),
            new Instruments(),
            new Exclusions(),
            markets);
    return silver.validatedFrom(
        DuplicateMarks.none(spark.createDataFrame(records, HubRecords.TYPE).coalesce(1)));
  }

  private static List<String> lines(Dataset<Row> rows, String columns) {
    return rows.orderBy("offset").selectExpr("concat(" + columns + ")").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<JsonNode> samples() throws Exception {
    Path folder = Path.of(SilverQuotesTableTest.class.getResource("/contract/samples").toURI());
    List<JsonNode> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
        samples.add(JSON.readTree(file.toFile()));
      }
    }
    return samples;
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
