// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.provider.Reject;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private final RecordingHub hub = new RecordingHub();
  private Instant now = Instant.parse("2026-03-02T14:30:00Z");

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

    assertThat(sent()).isEqualTo(3);
    assertThat(Collections.frequency(hub.journal, "suppressed")).isEqualTo(7);

    now = now.plusMillis(999);
    letters.send("alpaca", new Reject("IBM", "no_price", "No price.", null));
    assertThat(sent()).as("still the same second").isEqualTo(3);

    now = now.plusMillis(1);
    letters.send("alpaca", new Reject("IBM", "no_price", "No price.", null));
    assertThat(sent()).as("each second counts anew").isEqualTo(4);
  }

  @Test
  void countsWhatItsHubDoesNotTakeAsHeldBack() {
    hub.failDeadLetters();

    letters(10, 100).send("alpaca", new Reject("IBM", "no_price", "No price.", null));

    assertThat(hub.journal).last().isEqualTo("suppressed");
  }

  @Test
  void tellsOnceThatItsHubDoesNotTakeThem() {
    hub.failDeadLetters();
    DeadLetters letters = letters(10, 100);

    try (LogLines log = new LogLines(DeadLetters.class)) {
      for (int i = 0; i < 5; i++) {
        letters.send("alpaca", new Reject("IBM", "no_price", "No price.", null));
      }

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN Dead letters are not stored, only counted: ");
    }
  }

  private long sent() {
    return hub.journal.stream().filter(line -> line.startsWith("dead letter ")).count();
  }

  private DeadLetters letters(int perSecond, int recordLimit) {
    return new DeadLetters(hub, perSecond, recordLimit, hub, () -> now);
  }

  private static JsonNode json(String entry) throws Exception {
    return new ObjectMapper().readTree(entry.substring(entry.indexOf('{')));
  }
}
