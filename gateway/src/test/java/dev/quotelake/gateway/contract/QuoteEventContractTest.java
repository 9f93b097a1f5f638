// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway writes is, byte for byte, what the contract says. */
class QuoteEventContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void writesTheGoldenBytes(String scenario, JsonNode sample) {
    Quote quote = quote(sample.get("event"));

    byte[] value = new QuoteEventEncoder().value(quote);

    assertThat(HexFormat.of().formatHex(value)).isEqualTo(sample.get("value").asText());
    assertThat(QuoteEventEncoder.key(quote.symbol()))
        .asString()
        .isEqualTo(sample.get("key").asText());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void writesTheSameAgainWithAUsedEncoder(String scenario, JsonNode sample) {
    Quote quote = quote(sample.get("event"));
    QuoteEventEncoder encoder = new QuoteEventEncoder();

    byte[] first = encoder.value(quote);

    assertThat(encoder.value(quote)).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void avroReadsItWithTheSchema(String scenario, JsonNode sample) throws IOException {
    GenericData data = new GenericData();
    BinaryMessageDecoder<GenericRecord> decoder = new BinaryMessageDecoder<>(data, schema());

    GenericRecord read = decoder.decode(new QuoteEventEncoder().value(quote(sample.get("event"))));

    assertThat(read.get("symbol")).hasToString(sample.at("/event/symbol").asText());
    assertThat(read.get("fetched_at")).isEqualTo(sample.at("/event/fetched_at").asLong());
    assertThat(read.get("quoted_at_source"))
        .hasToString(sample.at("/event/quoted_at_source").asText());
  }

  @Test
  void theHeaderHoldsTheSchemasFingerprint() throws IOException {
    ByteBuffer header =
        ByteBuffer.wrap(new QuoteEventEncoder().value(smallest())).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(header.get(0)).isEqualTo((byte) 0xC3);
    assertThat(header.get(1)).isEqualTo((byte) 0x01);
    assertThat(header.getLong(2)).isEqualTo(SchemaNormalization.parsingFingerprint64(schema()));
  }

  @Test
  void aSecondSightingHasTheSameIdAndAnotherPriceAnother() {
    Quote quote = smallest();
    Quote later = withFetchedAt(quote, quote.fetchedAtMicros() + 1_000_000);

    assertThat(id(later)).isEqualTo(id(quote));
    assertThat(id(withPrice(quote, new Price(quote.price().unscaled() + 1))))
        .isNotEqualTo(id(quote));
  }

  static Stream<Arguments> samples() throws Exception {
    URI root = QuoteEventContractTest.class.getResource("/contract/samples").toURI();
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(QuoteEventContractTest::read)
          .filter(sample -> canBeWritten(sample))
          .map(sample -> Arguments.of(sample.get("scenario").asText(), sample))
          .toList()
          .stream();
    }
  }

  /** Rejected samples without a datum of this schema are nothing that the gateway could write. */
  private static boolean canBeWritten(JsonNode sample) {
    return sample.has("event") && !sample.get("event").isNull();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(file + " is no JSON", e);
    }
  }

  private static Schema schema() throws IOException {
    try (var in = QuoteEventContractTest.class.getResourceAsStream("/contract/quote-event.avsc")) {
      return new Schema.Parser().parse(in);
    }
  }

  private static String id(Quote quote) {
    return HexFormat.of().formatHex(new QuoteEventEncoder().value(quote), 10, 26);
  }

  private static Quote smallest() {
    JsonNode sample;
    try (var in =
        QuoteEventContractTest.class.getResourceAsStream(
            "/contract/samples/accepted/only-required-fields.json")) {
      sample = JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return quote(sample.get("event"));
  }

  private static Quote quote(JsonNode event) {
    return new Quote(
        event.get("provider").asText(),
        event.get("symbol").asText(),
        price(event, "price"),
        price(event, "bid"),
        price(event, "ask"),
        price(event, "open"),
        price(event, "high"),
        price(event, "low"),
        price(event, "previous_close"),
        size(event, "bid_size"),
        size(event, "ask_size"),
        size(event, "last_size"),
        size(event, "day_volume"),
        text(event, "currency"),
        event.get("quoted_at").asLong(),
        QuotedAtSource.valueOf(event.get("quoted_at_source").asText().toUpperCase(Locale.ROOT)),
        event.get("fetched_at").asLong(),
        text(event, "market"),
        text(event, "raw"));
  }

  private static Quote withFetchedAt(Quote q, long fetchedAt) {
    return new Quote(
        q.provider(),
        q.symbol(),
        q.price(),
        q.bid(),
        q.ask(),
        q.open(),
        q.high(),
        q.low(),
        q.previousClose(),
        q.bidSize(),
        q.askSize(),
        q.lastSize(),
        q.dayVolume(),
        q.currency(),
        q.quotedAtMicros(),
        q.quotedAtSource(),
        fetchedAt,
        q.market(),
        q.raw());
  }

  private static Quote withPrice(Quote q, Price price) {
    return new Quote(
        q.provider(),
        q.symbol(),
        price,
        q.bid(),
        q.ask(),
        q.open(),
        q.high(),
        q.low(),
        q.previousClose(),
        q.bidSize(),
        q.askSize(),
        q.lastSize(),
        q.dayVolume(),
        q.currency(),
        q.quotedAtMicros(),
        q.quotedAtSource(),
        q.fetchedAtMicros(),
        q.market(),
        q.raw());
  }

  private static Price price(JsonNode event, String field) {
    String text = text(event, field);
    return text == null ? null : Price.of(new BigDecimal(text));
  }

  private static Quantity size(JsonNode event, String field) {
    String text = text(event, field);
    return text == null ? null : Quantity.of(new BigDecimal(text));
  }

  private static String text(JsonNode event, String field) {
    JsonNode value = event.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }
}
