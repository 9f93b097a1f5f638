// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import static dev.quotelake.sandbox.market.SymbolState.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayMarketTest {
  private static final long CENT = ONE / 100;
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  @TempDir private Path folder;
  private ReplayMarket market;

  @BeforeEach
  void replaySixtyTimesFaster() throws IOException {
    var lines = new ArrayList<>(List.of(Ticks.HEADER));
    lines.addAll(Ticks.LINES);
    market = new ReplayMarket(Recording.read(Ticks.file(folder, lines)), 60);
  }

  @Test
  void beginsWithTheFirstTradeWhenSomebodyLooks() {
    SymbolState state = poll(Duration.ZERO);

    assertThat(state.trade()).contains(new Trade(10 * ONE, 100 * ONE, 1709649030000000L));
    assertThat(state.book())
        .contains(new BookTop(999 * CENT, 100 * ONE, 1001 * CENT, 200 * ONE, 1709649000000000L));
    assertThat(state.day().orElseThrow().volume()).isEqualTo(100 * ONE);
  }

  @Test
  void answersWithTheStateAtThatMomentOfMarketTime() {
    poll(Duration.ZERO);

    SymbolState state = poll(Duration.ofMillis(1_010));

    assertThat(state.trade()).contains(new Trade(1025 * CENT, 50 * ONE, 1709649090500000L));
    assertThat(state.book())
        .contains(new BookTop(999 * CENT, 100 * ONE, 1001 * CENT, 200 * ONE, 1709649000000000L));
  }

  @Test
  void addsUpTheDay() {
    poll(Duration.ZERO);

    Day day = poll(Duration.ofSeconds(3)).day().orElseThrow();

    assertThat(day)
        .isEqualTo(
            new Day(
                ZonedDateTime.parse("2024-03-05T00:00-05:00[America/New_York]"),
                10 * ONE,
                1025 * CENT,
                975 * CENT,
                175 * ONE,
                OptionalLong.empty()));
  }

  @Test
  void finishesWhenTheLastStateHasBeenPolled() {
    poll(Duration.ZERO);
    poll(Duration.ofSeconds(5));
    assertThat(isFinished()).isFalse();

    SymbolState last = poll(Duration.ofMinutes(10));

    assertThat(last.book())
        .contains(new BookTop(974 * CENT, 100 * ONE, 976 * CENT, 100 * ONE, 1709649360000000L));
    assertThat(isFinished()).isTrue();
  }

  @Test
  void waitsForEverybodyWhoPolls() {
    poll(Duration.ZERO);
    market.poll("finnhub", "ACME", START);
    poll(Duration.ofMinutes(10));
    assertThat(isFinished()).isFalse();

    market.poll("finnhub", "ACME", START.plusSeconds(600));

    assertThat(isFinished()).isTrue();
  }

  @Test
  void waitsForNobodyToSeeWhatIsNotOfferedThere() throws IOException {
    var lines = new ArrayList<>(List.of(Ticks.HEADER));
    for (String line : Ticks.LINES) {
      lines.add(line);
      lines.add(line.replace("ACME", "BTC/USD"));
    }
    market = new ReplayMarket(Recording.read(Ticks.file(folder, lines)), 60);
    Instant end = START.plusSeconds(600);

    market.poll("alpaca", "ACME", START);
    market.poll("alpaca", "ACME", end);
    market.poll("alpaca-crypto", "BTC/USD", end);

    assertThat(market.finished(it -> List.of(it.equals("alpaca") ? "ACME" : "BTC/USD"))).isTrue();
    assertThat(market.finished(it -> List.of("ACME", "BTC/USD"))).isFalse();
  }

  @Test
  void isNotFinishedBeforeAnybodyLooked() {
    assertThat(isFinished()).isFalse();
  }

  @Test
  void knowsNoOtherSymbol() {
    assertThat(market.poll("alpaca", "NOPE", START)).isEmpty();
  }

  private boolean isFinished() {
    return market.finished(poller -> List.of("ACME"));
  }

  private SymbolState poll(Duration after) {
    return market.poll("alpaca", "ACME", START.plus(after)).orElseThrow();
  }
}
