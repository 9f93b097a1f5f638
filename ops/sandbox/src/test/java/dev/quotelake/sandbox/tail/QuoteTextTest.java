// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTextTest {
  private final QuoteText text = new QuoteText();

  @Test
  void aQuoteIsOneLine() throws IOException {
    assertThat(text.of(sample("accepted/every-field")))
        .matches(
            "2025-10-13T\\S+Z +ACME +alpaca +101\\.25  bid 101\\.24  ask 101\\.26  last size 100  day volume 1234567  market XNYS  \\[2:7]");
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    assertThat(text.of(sample("accepted/only-required-fields"))).doesNotContain("bid", "null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rejected/wrong-marker",
        "rejected/truncated",
        "rejected/unknown-fingerprint",
        "rejected/empty-value"
      })
  void whatIsNoQuoteIsShownAsSuch(String name) throws IOException {
    assertThat(text.of(sample(name))).contains("(no quote of version 1:", "[2:7]");
  }

  private static ConsumerRecord<String, byte[]> sample(String name) throws IOException {
    try (var resource =
        QuoteTextTest.class.getResourceAsStream("/contract/samples/" + name + ".json")) {
      JsonNode sample = JsonMapper.builder().build().readTree(resource);
      return new ConsumerRecord<>(
          "quotes",
          2,
          7,
          sample.path("key").asText(),
          HexFormat.of().parseHex(sample.get("value").asText()));
    }
  }
}
