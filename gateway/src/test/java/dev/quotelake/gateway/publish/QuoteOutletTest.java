// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.SampleQuotes;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QuoteOutletTest {

  private final RecordingHub hub = new RecordingHub();
  private final QuoteOutlet outlet = Outlets.to(hub, 100);

  @Test
  void givesCreditBackWhenTheHubHasAnswered() throws Exception {
    hub.stall();
    outlet.deliver(SampleQuotes.oneEach(3, 1), outlet.window().acquire(10));
    assertThat(outlet.window().inFlight()).as("what was not quoted came back").isEqualTo(3);
    assertThat(outlet.oldestOpen()).isPresent();

    hub.answerAll();

    assertThat(outlet.window().inFlight()).isZero();
    assertThat(outlet.oldestOpen()).isEmpty();
    assertThat(hub.journal).containsExactly("publish [S0, S1, S2]", "delivered 3 of test");
  }

  @Test
  void knowsHowLongTheOldestBatchHasWaited() throws Exception {
    hub.stall();
    outlet.deliver(SampleQuotes.oneEach(1, 1), outlet.window().acquire(1));
    Awaitility.await().until(() -> outlet.oldestOpen().orElseThrow().toMillis() >= 5);
    Duration before = outlet.oldestOpen().orElseThrow();

    outlet.deliver(SampleQuotes.oneEach(1, 2), outlet.window().acquire(1));

    assertThat(outlet.oldestOpen().orElseThrow()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void publishesNothingWhenThereIsNothingNew() throws Exception {
    outlet.deliver(List.of(), outlet.window().acquire(10));

    assertThat(outlet.window().inFlight()).isZero();
    assertThat(hub.journal).isEmpty();
  }

  @Test
  void deadLettersWhatTheHubRefuses() throws Exception {
    outlet.deliver(
        List.of(SampleQuotes.quote("A", 1), SampleQuotes.withRaw("HUGE", 1, "the record")),
        outlet.window().acquire(2));

    assertThat(hub.journal).hasSize(4);
    assertThat(hub.journal.get(1)).isEqualTo("delivered 1 of test");
    assertThat(hub.journal.get(2))
        .startsWith("dead letter HUGE {\"provider\":\"test\",\"symbol\":\"HUGE\"")
        .contains("\"reason\":\"hub_too_large\"", "\"record\":\"the record\"");
    assertThat(hub.journal.get(3)).isEqualTo("dead-lettered hub_too_large");
  }

  @Test
  void countsAsLostWhatWasNotAcknowledgedBeforeTheEnd() throws Exception {
    hub.stall();
    outlet.deliver(SampleQuotes.oneEach(5, 1), outlet.window().acquire(5));

    outlet.close();

    assertThat(hub.journal).contains("lost 5 of test");
    assertThat(outlet.window().inFlight()).isZero();
  }

  @Test
  void tellsTheDeadLetterHubOfRejects() {
    outlet.deadLetter("acme", List.of(new Reject(null, "no_price", "There is no price.", "{}")));

    assertThat(hub.journal.get(0))
        .startsWith("dead letter acme {\"provider\":\"acme\",\"symbol\":null");
  }
}
