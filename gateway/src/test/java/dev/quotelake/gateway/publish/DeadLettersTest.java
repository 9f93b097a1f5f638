// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.provider.Reject;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private final RecordingHub hub = new RecordingHub();

  @Test
  void saysWhatWhyWhenAndWhich() throws Exception {
    letters(10, 100).send("alpaca", new Reject("IBM", "no_price", "No price.", "{\"p\":null}"));

    JsonNode letter = json(hub.journal.get(0));
    assertThat(letter.get("provider").asText()).isEqualTo("alpaca");
    assertThat(letter.get("symbol").asText()).isEqualTo("IBM");
    assertThat(letter.get("reason").asText()).isEqualTo("no_price");
    assertThat(letter.get("detail").asText()).isEqualTo("No price.");
    assertThat(letter.get("at").asText()).isEqualTo("2026-03-02T14:30:00Z");
    assertThat(letter.get("record").asText()).isEqualTo("{\"p\":null}");
  }

  @Test
  void cutsALongRecord() throws Exception {
    letters(10, 5).send("alpaca", new Reject("IBM", "no_price", "No price.", "0123456789"));

    assertThat(json(hub.journal.get(0)).get("record").asText()).isEqualTo("01234...");
  }

  @Test
  void countsWhatTheCapHoldsBack() {
    DeadLetters letters = letters(3, 100);

    for (int i = 0; i < 10; i++) {
      letters.send("alpaca", new Reject("IBM", "no_price", "No price.", null));
    }

    long sent = hub.journal.stream().filter(line -> line.startsWith("dead letter ")).count();
    assertThat(sent).isBetween(3L, 6L);
    assertThat(Collections.frequency(hub.journal, "suppressed")).isEqualTo(10 - (int) sent);
  }

  @Test
  void theCapCountsAnewInEachWindow() {
    RateCap cap = new RateCap(2, 1_000);
    long start = System.nanoTime() + 1_000_000;

    assertThat(cap.allows(start)).isTrue();
    assertThat(cap.allows(start + 1)).isTrue();
    assertThat(cap.allows(start + 2)).isFalse();
    assertThat(cap.allows(start + 1_000)).isTrue();
  }

  private DeadLetters letters(int perSecond, int recordLimit) {
    return new DeadLetters(
        hub, perSecond, recordLimit, hub, () -> Instant.parse("2026-03-02T14:30:00Z"));
  }

  private static JsonNode json(String entry) throws Exception {
    return new ObjectMapper().readTree(entry.substring(entry.indexOf('{')));
  }
}
