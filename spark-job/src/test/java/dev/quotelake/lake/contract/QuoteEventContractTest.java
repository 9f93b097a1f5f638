// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.lake.contract.AvroCursor.UndecodableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader's side of the contract, against the bytes both builds share. */
class QuoteEventContractTest {

  private final QuoteEventDecoder decoder =
      new QuoteEventDecoder(QuoteEventSchema.TYPE, QuoteEventSchema.current());

  @ParameterizedTest
  @MethodSource("samples")
  void decodesOrRefuses(JsonNode sample) {
    byte[] value = HexFormat.of().parseHex(sample.get("value").asText());
    if (rules(sample).contains("event_id_valid")) {
      assertThat(decoder.decode(value).hasItsOwnId()).isFalse();
      return;
    }
    if (!sample.has("event")) {
      assertThat(rules(sample)).containsExactly("decodable");
      assertThatThrownBy(() -> decoder.decode(value)).isInstanceOf(UndecodableException.class);
      return;
    }
    QuoteEventDecoder.Event read = decoder.decode(value);
    assertThat(read.hasItsOwnId()).isTrue();
    Object[] decoded = read.values();
    JsonNode event = sample.get("event");
    assertThat(decoded).hasSize(event.size());
    event
        .fields()
        .forEachRemaining(
            field ->
                assertThat(decoded[QuoteEventSchema.TYPE.fieldIndex(field.getKey())])
                    .as(field.getKey())
                    .isEqualTo(expected(field.getKey(), field.getValue())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theIdentityIsThatOfTheWholeEvent(JsonNode sample) {
    byte[] value = HexFormat.of().parseHex(sample.get("value").asText());
    StructType wanted =
        new StructType()
            .add("event_id", "string")
            .add("symbol", "string")
            .add("fetched_at", "long");
    QuoteEventDecoder some = new QuoteEventDecoder(wanted, QuoteEventSchema.current());
    if (rules(sample).contains("event_id_valid")) {
      assertThat(some.decode(value).hasItsOwnId()).isFalse();
      return;
    }
    if (!sample.has("event")) {
      assertThatThrownBy(() -> some.decode(value)).isInstanceOf(UndecodableException.class);
      return;
    }
    JsonNode event = sample.get("event");
    assertThat(some.decode(value).values())
        .containsExactly(
            event.get("event_id").asText(),
            event.get("symbol").asText(),
            event.get("fetched_at").longValue());
  }

  @Test
  void theSchemaHasTheFingerprintOfTheContract() {
    assertThat(QuoteEventSchema.fingerprint(QuoteEventSchema.current()))
        .isEqualTo(0xba6a528701ea2ca1L);
  }

  @Test
  void readsARecordOfALaterVersionWithAFieldItDoesNotKnow() throws IOException {
    // Given a writer that has one more optional field
    Schema later = withOneMoreField(QuoteEventSchema.current());
    byte[] known = EventBytes.of("ACME", 1, 2).encode();
    byte[] value = java.util.Arrays.copyOf(known, known.length + 1);
    HexFormat hex = HexFormat.of();
    long fingerprint = Long.reverseBytes(QuoteEventSchema.fingerprint(later));
    System.arraycopy(hex.parseHex(hex.toHexDigits(fingerprint)), 0, value, 2, 8);

    // When a reader that has learnt that schema reads it
    QuoteEventDecoder taught =
        new QuoteEventDecoder(QuoteEventSchema.TYPE, QuoteEventSchema.current(), later);

    // Then it finds all it knows, and one that has not learnt it says so
    assertThat(taught.decode(value).values()).isEqualTo(decoder.decode(known).values());
    assertThatThrownBy(() -> decoder.decode(value)).hasMessageContaining("unknown schema");
  }

  private static Schema withOneMoreField(Schema schema) {
    Schema optional = SchemaBuilder.unionOf().nullType().and().longType().endUnion();
    List<Schema.Field> fields =
        new java.util.ArrayList<>(
            schema.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    fields.add(new Schema.Field("trades", optional, null, Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
  }

  private static Object expected(String name, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    boolean text =
        List.of("event_id", "symbol", "provider", "currency", "quoted_at_source", "market", "raw")
            .contains(name);
    return text ? value.asText() : new BigDecimal(value.asText());
  }

  private static List<String> rules(JsonNode sample) {
    List<String> rules = new java.util.ArrayList<>();
    sample.get("rules").forEach(rule -> rules.add(rule.asText()));
    return rules;
  }

  static Stream<JsonNode> samples() throws IOException, URISyntaxException {
    Path folder = Path.of(QuoteEventContractTest.class.getResource("/contract/samples").toURI());
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> samples = files.filter(file -> file.toString().endsWith(".json")).toList();
      List<JsonNode> nodes = new java.util.ArrayList<>();
      for (Path sample : samples) {
        nodes.add(json.readTree(sample.toFile()));
      }
      return nodes.stream();
    }
  }
}
