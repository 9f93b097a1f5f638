// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import static dev.quotelake.sandbox.market.SymbolState.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {
  private static final Instant NOON = Instant.parse("2026-03-10T16:00:00Z");

  @Test
  void sameSeedSamePricesInEveryRun() {
    var one = new SyntheticMarket(20, 42);
    var other = new SyntheticMarket(20, 42);

    for (String symbol : one.symbols()) {
      assertThat(one.poll("a", symbol, NOON)).isEqualTo(other.poll("b", symbol, NOON));
    }
  }

  @Test
  void anotherSeedIsAnotherMarket() {
    var one = new SyntheticMarket(1, 1);
    var other = new SyntheticMarket(1, 2);
    String symbol = one.symbols().get(0);

    assertThat(one.poll("a", symbol, NOON)).isNotEqualTo(other.poll("a", symbol, NOON));
  }

  @Test
  void fewerSymbolsAreTheFirstOfMore() {
    assertThat(new SyntheticMarket(500, 1).symbols())
        .startsWith(new SyntheticMarket(3, 1).symbols().subList(0, 3).toArray(String[]::new))
        .doesNotHaveDuplicates();
    assertThat(new SyntheticMarket(10_000, 1).symbols())
        .filteredOn(symbol -> symbol.matches("[A-Z]+"))
        .hasSize(10_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void pricesHangTogetherThroughADay() {
    var market = new SyntheticMarket(5, 7);

    for (String symbol : market.symbols()) {
      long volume = 0;
      for (int minute = 0; minute < 240; minute++) {
        Instant at = NOON.plus(Duration.ofMinutes(minute));
        SymbolState state = market.poll("a", symbol, at).orElseThrow();
        Trade trade = state.trade().orElseThrow();
        BookTop book = state.book().orElseThrow();
        Day day = state.day().orElseThrow();

        assertThat(trade.atMicros()).isLessThanOrEqualTo(Micros.of(at));
        assertThat(book.atMicros()).isLessThanOrEqualTo(Micros.of(at));
        assertThat(book.bid()).isPositive().isLessThan(book.ask());
        assertThat(trade.price()).isPositive().isBetween(day.low(), day.high());
        assertThat(day.open()).isBetween(day.low(), day.high());
        assertThat(trade.size()).isPositive();
        assertThat(day.volume()).isGreaterThanOrEqualTo(volume);
        volume = day.volume();
      }
    }
  }

  @Test
  void moves() {
    var market = new SyntheticMarket(1, 3);
    var prices = new HashSet<Long>();
    for (int second = 0; second < 120; second++) {
      prices.add(
          market
              .poll("a", market.symbols().get(0), NOON.plusSeconds(second))
              .orElseThrow()
              .trade()
              .orElseThrow()
              .price());
    }

    assertThat(prices).hasSizeGreaterThan(5);
  }

  @Test
  void volumeBeginsAnewWithTheDayOfUtc() {
    var market = new SyntheticMarket(1, 3);
    String symbol = market.symbols().get(0);

    Day before =
        market
            .poll("a", symbol, Instant.parse("2026-03-10T23:59:00Z"))
            .orElseThrow()
            .day()
            .orElseThrow();
    Day after =
        market
            .poll("a", symbol, Instant.parse("2026-03-11T00:01:00Z"))
            .orElseThrow()
            .day()
            .orElseThrow();

    assertThat(after.start()).isEqualTo("2026-03-11T00:00Z").isAfter(before.start());
    assertThat(after.volume()).isLessThan(before.volume());
  }

  @Test
  void coinsTradeInFractionsAndCostAsLittleAsTheyMay() {
    var market = new SyntheticMarket(1, 3);

    SymbolState dear = market.poll("a", "BTC/USD", NOON).orElseThrow();
    SymbolState cheap = market.poll("a", "SHIB/USD", NOON).orElseThrow();

    assertThat(dear.trade().orElseThrow().size() % ONE).isNotZero();
    assertThat(dear.day().orElseThrow().volume() % ONE).isNotZero();
    assertThat(cheap.trade().orElseThrow().price()).isBetween(1L, ONE / 1_000);
    assertThat(cheap.book().orElseThrow().bid()).isPositive();
  }

  @Test
  void neverFinishes() {
    assertThat(new SyntheticMarket(1, 1).finished(poller -> List.of())).isFalse();
  }
}
