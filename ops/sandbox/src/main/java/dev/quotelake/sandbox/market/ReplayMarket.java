// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Day;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * A recording played on a faster clock. The first poll sees the recording's first trade; a poll
 * sees the state at its moment of market time with the recorded times; the last state stays, and
 * the replay is finished when everybody who polls has seen it.
 */
public final class ReplayMarket implements Market {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final Map<String, Playback> symbols = new LinkedHashMap<>();
  private final Set<String> pollers = new HashSet<>();
  private final long beginMicros;
  private final double speed;
  private Instant started;

  /**
   * @param speed market seconds a wall clock second
   */
  public ReplayMarket(Recording recording, double speed) {
    for (String symbol : recording.symbols()) {
      symbols.put(symbol, new Playback(recording.of(symbol)));
    }
    this.beginMicros = firstTrade(recording);
    this.speed = speed;
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(symbols.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    Playback playback = symbols.get(symbol);
    if (playback == null) {
      return Optional.empty();
    }
    pollers.add(poller);
    return Optional.of(playback.poll(poller, marketTime(now)));
  }

  @Override
  public boolean finished(Function<String, ? extends Collection<String>> offered) {
    return !pollers.isEmpty()
        && pollers.stream()
            .allMatch(
                poller ->
                    offered.apply(poller).stream()
                        .allMatch(it -> symbols.get(it).sawTheEnd.contains(poller)));
  }

  /** It stands at the beginning until the first look. */
  private long marketTime(Instant now) {
    if (started == null) {
      started = now;
    }
    return beginMicros + Math.round(Duration.between(started, now).toNanos() / 1_000.0 * speed);
  }

  private static long firstTrade(Recording recording) {
    return recording.symbols().stream()
        .flatMap(
            symbol -> recording.of(symbol).stream().filter(it -> it.trade().isPresent()).limit(1))
        .mapToLong(Recording.Tick::atMicros)
        .min()
        .orElseThrow();
  }

  /** One symbol, played forward: it never goes back in time. */
  private static final class Playback {
    private final List<Recording.Tick> ticks;
    private final Set<String> sawTheEnd = new HashSet<>();
    private int next;
    private Optional<Trade> trade = Optional.empty();
    private Optional<BookTop> book = Optional.empty();
    private Optional<Day> day = Optional.empty();

    Playback(List<Recording.Tick> ticks) {
      this.ticks = ticks;
    }

    SymbolState poll(String poller, long micros) {
      while (next < ticks.size() && ticks.get(next).atMicros() <= micros) {
        Recording.Tick tick = ticks.get(next++);
        book = tick.book().or(() -> book);
        tick.trade().ifPresent(it -> apply(it, tick.volume()));
      }
      if (next == ticks.size()) {
        sawTheEnd.add(poller);
      }
      return new SymbolState(trade, book, day);
    }

    private void apply(Trade latest, long volume) {
      ZonedDateTime start =
          Micros.instant(latest.atMicros()).atZone(NEW_YORK).truncatedTo(ChronoUnit.DAYS);
      Day today = day.filter(it -> it.start().equals(start)).orElseGet(() -> opened(start, latest));
      day = Optional.of(today.with(latest, volume));
      trade = Optional.of(latest);
    }

    /** The trade before the first of a day was the close of the day before. */
    private Day opened(ZonedDateTime start, Trade first) {
      var close = trade.map(it -> OptionalLong.of(it.price())).orElse(OptionalLong.empty());
      return new Day(start, first.price(), first.price(), first.price(), 0, close);
    }
  }
}
