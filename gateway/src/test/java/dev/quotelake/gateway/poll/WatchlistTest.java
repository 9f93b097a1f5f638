// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.quote.SampleQuotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchlistTest {

  private Instant now = Instant.parse("2026-03-02T14:30:00Z");
  private final Set<String> mine = new HashSet<>(Set.of("A", "B", "C"));
  private final Watchlist watchlist =
      new Watchlist(
          () -> List.of("A", "B", "C", "D"),
          mine::contains,
          new Parking(
              "acme",
              new Backoff(Duration.ofHours(1), Duration.ofHours(1)),
              symbol -> false,
              () -> now));

  @Test
  void asksForWhatIsOurs() {
    assertThat(watchlist.due()).containsExactly("A", "B", "C");

    mine.add("D");
    mine.remove("A");

    assertThat(watchlist.due()).containsExactly("B", "C", "D");
  }

  @Test
  void forgetsAParkedSymbolThatIsNoLongerOurs() throws Exception {
    watchlist
        .parking()
        .learn(
            new QuoteBatch(
                List.of(SampleQuotes.quote("B", 1)), List.of(), List.of("A"), List.of()));
    assertThat(watchlist.due()).containsExactly("B", "C");
    assertThat(watchlist.parked()).containsExactly("A");

    mine.remove("A");

    assertThat(watchlist.due()).containsExactly("B", "C");
    assertThat(watchlist.parked()).isEmpty();
  }

  @Test
  void readsAListWithCommasLinesAndComments() {
    assertThat(WatchlistFile.parse("IBM, AIG\n# banks\nJPM # J.P. Morgan\n\n IBM\nBRK.B,"))
        .containsExactly("IBM", "AIG", "JPM", "BRK.B");
  }

  @Test
  void takesSymbolsFromTheSettingOrFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("watchlist.txt"), "IBM\nAIG\n");

    assertThat(symbols("IBM,AIG").get()).containsExactly("IBM", "AIG");
    assertThat(symbols(file.toUri().toString()).get()).containsExactly("IBM", "AIG");
    assertThatThrownBy(() -> symbols(folder.resolve("none.txt").toUri().toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("the setting=")
        .hasMessageContaining("none.txt cannot be read");
  }

  private Supplier<List<String>> symbols(String value) {
    return WatchlistFile.symbols("the setting", value, Duration.ofSeconds(2), () -> now);
  }

  @Test
  void readsAFileAgainWhenItHasChanged(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("watchlist.txt"), "IBM\nAIG\n");
    WatchlistFile list = new WatchlistFile(file, Duration.ofSeconds(2), () -> now);
    Files.writeString(file, "IBM\nAIG\nJPM\n");
    assertThat(list.get()).as("not looked at yet").containsExactly("IBM", "AIG");

    now = now.plusSeconds(2);
    assertThat(list.get()).containsExactly("IBM", "AIG", "JPM");

    Files.writeString(file, "AIG\nIBM\nJPM\n");
    Files.setLastModifiedTime(file, FileTime.from(now));
    now = now.plusSeconds(2);
    assertThat(list.get()).as("same size, other time").containsExactly("AIG", "IBM", "JPM");
  }

  @Test
  void keepsTheLastListWhileTheFileIsGoneOrEmptyAndSaysSoOnce(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("watchlist.txt"), "IBM\n");
    WatchlistFile list = new WatchlistFile(file, Duration.ofSeconds(2), () -> now);
    try (LogLines log = new LogLines(WatchlistFile.class)) {
      Files.delete(file);
      lookThrice(list);
      assertThat(log.lines()).singleElement().asString().contains("going on with the last one");

      Files.writeString(file, "# nothing\n");
      lookThrice(list);
      assertThat(log.lines()).hasSize(2).last().asString().contains("it holds no symbol");

      Files.writeString(file, "JPM\n");
      now = now.plusSeconds(3);
      assertThat(list.get()).containsExactly("JPM");
    }
  }

  private void lookThrice(WatchlistFile list) {
    for (int look = 0; look < 3; look++) {
      now = now.plusSeconds(3);
      assertThat(list.get()).containsExactly("IBM");
    }
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(WatchlistFile.parse("\uFEFFIBM\nAIG")).containsExactly("IBM", "AIG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:no-such-file", "file:///no/such/file", "file:///a b", " , ", "# IBM"})
  void refusesAListThatCannotBeReadOrHoldsNothing(String value) {
    assertThatThrownBy(() -> symbols(value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("the setting=" + value);
  }
}
