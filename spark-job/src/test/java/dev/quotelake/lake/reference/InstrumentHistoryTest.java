// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.reference.InstrumentHistory.Listed;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class InstrumentHistoryTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T15:00:00Z");
  private static final Row IBM =
      RowFactory.create("IBM", "IBM", "XNYS", "Technology", "USD", "XNYS");
  private static final Row MOVED =
      RowFactory.create("IBM", "IBM", "XNAS", "Technology", "USD", null);
  private static final Row AIG = RowFactory.create("AIG", "AIG", "XNYS", null, "USD", null);

  @Test
  void theFirstListIsValidFromTheBeginning() {
    InstrumentHistory history = InstrumentHistory.empty().after(List.of(listed(IBM)), MONDAY);

    assertThat(history.versions()).containsExactly(version(IBM, InstrumentHistory.BEGINNING, null));
  }

  @Test
  void aListThatSaysNothingNewChangesNothing() {
    InstrumentHistory history =
        InstrumentHistory.empty().after(List.of(listed(IBM), listed(AIG)), MONDAY);

    assertThat(history.after(List.of(listed(AIG), listed(IBM)), TUESDAY)).isSameAs(history);
  }

  @Test
  void whatChangedEndsAndBeginsAnewWhatIsGoneEndsWhatIsNewBegins() {
    InstrumentHistory history =
        InstrumentHistory.empty()
            .after(List.of(listed(IBM)), MONDAY)
            .after(List.of(listed(MOVED), listed(AIG)), TUESDAY)
            .after(List.of(listed(AIG)), TUESDAY.plusSeconds(60));

    assertThat(history.versions())
        .containsExactlyInAnyOrder(
            version(IBM, InstrumentHistory.BEGINNING, TUESDAY),
            version(MOVED, TUESDAY, TUESDAY.plusSeconds(60)),
            version(AIG, TUESDAY, null));
  }

  @Test
  void whatComesBackBeginsAgain() {
    InstrumentHistory history =
        InstrumentHistory.empty()
            .after(List.of(listed(IBM), listed(AIG)), MONDAY)
            .after(List.of(listed(AIG)), TUESDAY)
            .after(List.of(listed(AIG), listed(IBM)), TUESDAY.plusSeconds(60));

    assertThat(history.versions())
        .contains(
            version(IBM, InstrumentHistory.BEGINNING, TUESDAY),
            version(IBM, TUESDAY.plusSeconds(60), null));
  }

  @Test
  void aSymbolTwiceOrMissingIsRefused() {
    assertThatThrownBy(
            () -> InstrumentHistory.empty().after(List.of(listed(IBM), listed(MOVED)), MONDAY))
        .hasMessageContaining("IBM stands there twice");
    Row nameless = RowFactory.create(null, "?", null, null, null, null);
    assertThatThrownBy(() -> InstrumentHistory.empty().after(List.of(listed(nameless)), MONDAY))
        .hasMessageContaining("has no symbol");
  }

  @Test
  void aRowThatSaysFromWhenTakesThePlaceOfWhatWasKnownFromThenOn() {
    InstrumentHistory history =
        InstrumentHistory.empty()
            .after(List.of(listed(IBM)), MONDAY)
            .after(List.of(listed(MOVED), new Listed(AIG, Optional.of(MONDAY))), TUESDAY);
    assertThat(history.versions())
        .containsExactlyInAnyOrder(
            version(IBM, InstrumentHistory.BEGINNING, TUESDAY),
            version(MOVED, TUESDAY, null),
            version(AIG, MONDAY, null));

    List<Listed> earlier = List.of(new Listed(MOVED, Optional.of(MONDAY)), listed(AIG));
    InstrumentHistory corrected = history.after(earlier, TUESDAY.plusSeconds(60));
    assertThat(corrected.versions())
        .containsExactlyInAnyOrder(
            version(IBM, InstrumentHistory.BEGINNING, MONDAY),
            version(MOVED, MONDAY, null),
            version(AIG, MONDAY, null));
    assertThat(corrected.after(earlier, TUESDAY.plusSeconds(90))).isSameAs(corrected);
  }

  private static Listed listed(Row instrument) {
    return new Listed(instrument, Optional.empty());
  }

  private static Row version(Row instrument, Instant from, Instant to) {
    return RowFactory.create(
        instrument.get(0),
        instrument.get(1),
        instrument.get(2),
        instrument.get(3),
        instrument.get(4),
        instrument.get(5),
        Timestamp.from(from),
        to == null ? null : Timestamp.from(to));
  }
}
