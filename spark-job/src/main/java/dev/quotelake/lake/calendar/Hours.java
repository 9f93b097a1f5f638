// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static dev.quotelake.lake.calendar.CalendarReader.require;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sessions of a trading day by the market's own clock, in their order; none on a day without
 * trading.
 */
record Hours(List<Span> spans) {
  private static final int DAY = 24 * 60;

  /** The hours of a day without trading. */
  static final Hours NONE = new Hours(List.of());

  /**
   * One session.
   *
   * @param from minutes since the trading day's midnight, negative for the evening before
   * @param until likewise
   */
  record Span(Session session, int from, int until) {}

  /**
   * Reads {@code pre 04:00-09:30 regular 09:30-16:00}.
   *
   * @param words sessions and their times in turn
   * @throws IllegalArgumentException when they are no hours of a trading day
   */
  static Hours of(List<String> words) {
    require(
        !words.isEmpty() && words.size() % 2 == 0,
        "sessions are written with their times, such as: regular 09:30-16:00");
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      Span span = span(words.get(i), words.get(i + 1), i == 0);
      require(
          i == 0 || span.from() >= spans.get(spans.size() - 1).until(),
          "%s begins before the session ahead of it has ended".formatted(words.get(i)));
      spans.add(span);
    }
    require(
        spans.stream().anyMatch(span -> span.session() == Session.REGULAR),
        "a trading day needs a regular session");
    require(
        spans.get(spans.size() - 1).until() - spans.get(0).from() <= DAY,
        "the sessions take more than 24 hours");
    return new Hours(List.copyOf(spans));
  }

  private static Span span(String session, String times, boolean first) {
    int dash = times.indexOf('-');
    require(dash > 0, "'%s' is no time: write it as 09:30-16:00".formatted(times));
    int from = minute(times.substring(0, dash));
    int until = minute(times.substring(dash + 1));
    require(
        first || from < until,
        "%s ends before it begins; only the first session may begin the evening before"
            .formatted(session));
    return new Span(trading(session), from < until ? from : from - DAY, until);
  }

  private static Session trading(String word) {
    return Stream.of(Session.PRE, Session.REGULAR, Session.BREAK, Session.POST, Session.OVERNIGHT)
        .filter(session -> session.text().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no session: it is pre, regular, break, post or overnight"
                        .formatted(word)));
  }

  private static int minute(String time) {
    return time.equals("24:00") ? DAY : LocalTime.parse(time).toSecondOfDay() / 60;
  }
}
