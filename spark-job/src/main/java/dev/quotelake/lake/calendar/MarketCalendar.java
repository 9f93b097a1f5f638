// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * When one market trades. Answers for every instant there is; what it worked out for recent ones it
 * remembers, so that quotes of one time cost no calendar arithmetic each. Threads may share it.
 */
public final class MarketCalendar {
  private static final int SLOT_SECONDS = 900;

  /** Twelve weeks of slots. */
  private static final int SLOTS = 8192;

  private final ZoneId zone;
  private final Known known;
  private final Set<DayOfWeek> week;
  private final NavigableMap<LocalDate, Hours> usual;
  private final Map<LocalDate, Hours> otherDays;

  /**
   * The span last found for each slot of time. Threads write it without a lock: spans are
   * immutable, and what is read is used only if it contains the second asked for.
   */
  private final SessionSpan[] recent = new SessionSpan[SLOTS];

  /**
   * The dates for which holidays and other hours are known.
   *
   * @param from the first
   * @param until the last
   */
  record Known(LocalDate from, LocalDate until) {
    static final Known ALWAYS = new Known(LocalDate.MIN, LocalDate.MAX);

    boolean contains(LocalDate date) {
      return !date.isBefore(from) && !date.isAfter(until);
    }
  }

  /**
   * @param week days of the week with trading, one at least
   * @param usual the hours by the date from which on they are kept, the first for all time before
   * @param otherDays days with other hours, or with {@link Hours#NONE none}
   */
  MarketCalendar(
      ZoneId zone,
      Known known,
      Set<DayOfWeek> week,
      NavigableMap<LocalDate, Hours> usual,
      Map<LocalDate, Hours> otherDays) {
    this.zone = zone;
    this.known = known;
    this.week = week;
    this.usual = usual;
    this.otherDays = otherDays;
  }

  /**
   * The session at an instant, and the trading day it belongs to.
   *
   * @param second since 1970 UTC
   */
  public SessionSpan at(long second) {
    int slot = (int) Math.floorMod(Math.floorDiv(second, SLOT_SECONDS), (long) SLOTS);
    SessionSpan seen = recent[slot];
    if (seen != null && seen.contains(second)) {
      return seen;
    }
    SessionSpan found = find(second);
    recent[slot] = found;
    return found;
  }

  /** Where the market's clocks hang. */
  public ZoneId zone() {
    return zone;
  }

  /** Whether the regular session is on, breaks excepted. */
  public boolean isOpen(Instant instant) {
    return at(instant.getEpochSecond()).session() == Session.REGULAR;
  }

  /** Whether the calendar reaches to a date. Where it does not, it holds no holiday. */
  public boolean knows(LocalDate date) {
    return known.contains(date);
  }

  /** The trading day of a date, if it is one. */
  public Optional<TradingDay> tradingDay(LocalDate date) {
    return hasTrading(date) ? Optional.of(dayOf(date)) : Optional.empty();
  }

  /** The first trading day after a date. */
  public TradingDay nextTradingDay(LocalDate date) {
    return dayOf(firstWithTrading(date.plusDays(1), 1));
  }

  private SessionSpan find(long second) {
    LocalDate here = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
    TradingDay day = dayOf(firstWithTrading(here, 1));
    TradingDay later = day.ends() > second ? day : nextTradingDay(day.date());
    return later.spans().stream().filter(span -> span.contains(second)).findFirst().orElseThrow();
  }

  private TradingDay dayOf(LocalDate date) {
    List<SessionSpan> spans = new ArrayList<>();
    long end = endOf(firstWithTrading(date.minusDays(1), -1));
    for (Hours.Span span : hours(date).spans()) {
      long from = Math.max(end, second(date, span.from()));
      if (from > end) {
        spans.add(new SessionSpan(date, Session.CLOSED, end, from));
      }
      end = Math.max(from, second(date, span.until()));
      spans.add(new SessionSpan(date, span.session(), from, end));
    }
    return new TradingDay(date, spans);
  }

  private long endOf(LocalDate date) {
    List<Hours.Span> spans = hours(date).spans();
    return second(date, spans.get(spans.size() - 1).until());
  }

  /** What the market's clock shows so many minutes after a date's midnight, as an instant. */
  private long second(LocalDate date, int minutes) {
    return date.atStartOfDay().plusMinutes(minutes).atZone(zone).toEpochSecond();
  }

  private LocalDate firstWithTrading(LocalDate date, int step) {
    LocalDate day = date;
    while (!hasTrading(day)) {
      day = day.plusDays(step);
    }
    return day;
  }

  private boolean hasTrading(LocalDate date) {
    return !hours(date).spans().isEmpty();
  }

  private Hours hours(LocalDate date) {
    Hours other = otherDays.get(date);
    if (other != null) {
      return other;
    }
    return week.contains(date.getDayOfWeek()) ? usual.floorEntry(date).getValue() : Hours.NONE;
  }
}
