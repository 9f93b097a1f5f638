// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A trading day of a market.
 *
 * @param date its date
 * @param spans all of its time without gap or overlap, from the end of the trading day before to
 *     the end of its own last session, the hours without trading as {@link Session#CLOSED}
 */
public record TradingDay(LocalDate date, List<SessionSpan> spans) {

  public TradingDay {
    spans = List.copyOf(spans);
  }

  /** The beginning of the first session. */
  public Instant begins() {
    return spans.stream()
        .filter(span -> span.session() != Session.CLOSED)
        .map(span -> Instant.ofEpochSecond(span.from()))
        .findFirst()
        .orElseThrow();
  }

  /** The beginning of the regular session. */
  public Instant opens() {
    return Instant.ofEpochSecond(regular().get(0).from());
  }

  /** The end of the regular session. */
  public Instant closes() {
    List<SessionSpan> regular = regular();
    return Instant.ofEpochSecond(regular.get(regular.size() - 1).until());
  }

  /** The minutes of the regular session, without its breaks. */
  public int regularMinutes() {
    return Math.toIntExact(
        regular().stream().mapToLong(span -> span.until() - span.from()).sum() / 60);
  }

  /** The pauses between two parts of the regular session. */
  public List<SessionSpan> breaks() {
    return spans.stream().filter(span -> span.session() == Session.BREAK).toList();
  }

  /** The second after the last session's last, since 1970 UTC. */
  long ends() {
    return spans.get(spans.size() - 1).until();
  }

  private List<SessionSpan> regular() {
    return spans.stream().filter(span -> span.session() == Session.REGULAR).toList();
  }
}
