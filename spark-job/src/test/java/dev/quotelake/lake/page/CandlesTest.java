// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.MarketCalendar;
import dev.quotelake.lake.page.Candles.Gap;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandlesTest {
  private static final Instant START = Instant.parse("2026-03-10T13:30:00Z");

  @Test
  void aFewBarsAreCandlesOfAMinuteInHalfAnHour() {
    Candles candles = Candles.of(List.of(bar(0, 10), bar(1, 11)), Optional.empty(), false);

    assertThat(candles.minutes()).isEqualTo(1);
    assertThat(candles.candles()).containsExactly(bar(0, 10), bar(1, 11));
    assertThat(candles.until()).isEqualTo(minute(2));
    assertThat(candles.from()).isEqualTo(minute(-28));
    assertThat(candles.gaps()).isEmpty();
  }

  @Test
  void aSessionIsCandlesOfThreeMinutes() {
    List<Bar> bars = IntStream.range(0, 390).mapToObj(i -> bar(i, 10 + i % 3)).toList();

    Candles candles = Candles.of(bars, Optional.empty(), false);

    assertThat(candles.minutes()).isEqualTo(3);
    assertThat(candles.candles()).hasSize(130);
    Bar first = candles.candles().get(0);
    assertThat(first.open()).isEqualByComparingTo("10");
    assertThat(first.high()).isEqualByComparingTo("13");
    assertThat(first.low()).isEqualByComparingTo("9");
    assertThat(first.close()).isEqualByComparingTo("12.5");
    Bar.Volume volume = first.volume().orElseThrow();
    assertThat(volume.rise()).isEqualByComparingTo("300");
    assertThat(volume.correction()).isEqualByComparingTo("-6");
    assertThat(volume.since()).isEqualTo(START);
  }

  @Test
  void minutesWithoutAQuoteAreGaps() {
    Candles candles =
        Candles.of(
            List.of(bar(0, 10), bar(1, 10), bar(5, 10), bar(7, 10)), Optional.empty(), false);

    assertThat(candles.gaps())
        .containsExactly(new Gap(minute(2), minute(5)), new Gap(minute(6), minute(7)));
  }

  @Test
  void aBreakOfTheMarketIsNoGap() {
    MarketCalendar tokyo = Calendars.supplied().market("XTKS").orElseThrow();
    Instant beforeLunch = Instant.parse("2026-03-10T02:29:00Z");
    Instant afterLunch = Instant.parse("2026-03-10T03:32:00Z");

    Candles candles =
        Candles.of(List.of(bar(beforeLunch, 10), bar(afterLunch, 10)), Optional.of(tokyo), false);

    assertThat(candles.gaps())
        .containsExactly(new Gap(Instant.parse("2026-03-10T03:30:00Z"), afterLunch));
  }

  @Test
  void aVolumeThatBeganEarlierIsKnown() {
    Bar.Volume volume = new Bar.Volume(BigDecimal.TEN, BigDecimal.ZERO, minute(-1));
    Bar bar = bar(0, 10);
    Bar since =
        new Bar(
            bar.start(),
            "regular",
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            Optional.of(volume));

    assertThat(since.sinceBefore()).isTrue();
    assertThat(bar.sinceBefore()).isFalse();
  }

  private static Bar bar(int minute, int open) {
    return bar(minute(minute), open);
  }

  private static Bar bar(Instant start, int open) {
    BigDecimal price = BigDecimal.valueOf(open);
    BigDecimal half = new BigDecimal("0.5");
    return new Bar(
        start,
        "regular",
        price,
        price.add(BigDecimal.ONE),
        price.subtract(BigDecimal.ONE),
        price.add(half),
        Optional.of(new Bar.Volume(BigDecimal.valueOf(100), BigDecimal.valueOf(-2), start)));
  }

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }
}
