// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.reference.InstrumentHistory.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstrumentHistoryTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T15:00:00Z");
  private static final Instrument IBM = new Instrument("IBM", "IBM", "XNYS", "Technology", "USD");
  private static final Instrument MOVED = new Instrument("IBM", "IBM", "XNAS", "Technology", "USD");
  private static final Instrument AIG = new Instrument("AIG", "AIG", "XNYS", null, "USD");

  @Test
  void theFirstListIsValidFromTheBeginning() {
    InstrumentHistory history = InstrumentHistory.empty().after(List.of(IBM), MONDAY);

    assertThat(history.versions())
        .containsExactly(new Version(IBM, InstrumentHistory.BEGINNING, Optional.empty()));
  }

  @Test
  void aListThatSaysNothingNewChangesNothing() {
    InstrumentHistory history = InstrumentHistory.empty().after(List.of(IBM, AIG), MONDAY);

    assertThat(history.after(List.of(AIG, IBM), TUESDAY)).isSameAs(history);
  }

  @Test
  void whatChangedEndsAndBeginsAnewWhatIsGoneEndsWhatIsNewBegins() {
    InstrumentHistory history =
        InstrumentHistory.empty()
            .after(List.of(IBM), MONDAY)
            .after(List.of(MOVED, AIG), TUESDAY)
            .after(List.of(AIG), TUESDAY.plusSeconds(60));

    assertThat(history.versions())
        .containsExactlyInAnyOrder(
            new Version(IBM, InstrumentHistory.BEGINNING, Optional.of(TUESDAY)),
            new Version(MOVED, TUESDAY, Optional.of(TUESDAY.plusSeconds(60))),
            new Version(AIG, TUESDAY, Optional.empty()));
  }

  @Test
  void whatComesBackBeginsAgain() {
    InstrumentHistory history =
        InstrumentHistory.empty()
            .after(List.of(IBM, AIG), MONDAY)
            .after(List.of(AIG), TUESDAY)
            .after(List.of(AIG, IBM), TUESDAY.plusSeconds(60));

    assertThat(history.versions())
        .contains(
            new Version(IBM, InstrumentHistory.BEGINNING, Optional.of(TUESDAY)),
            new Version(IBM, TUESDAY.plusSeconds(60), Optional.empty()));
  }

  @Test
  void aSymbolTwiceOrMissingIsRefused() {
    assertThatThrownBy(() -> InstrumentHistory.empty().after(List.of(IBM, MOVED), MONDAY))
        .hasMessageContaining("IBM twice");
    Instrument nameless = new Instrument(null, "?", null, null, null);
    assertThatThrownBy(() -> InstrumentHistory.empty().after(List.of(nameless), MONDAY))
        .hasMessageContaining("without a symbol");
  }
}
