// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Facts as the markets published them; instants in UTC, so that no test shares the code's zones.
 */
class MarketCalendarTest {

  private static final Instant END_OF_WALK = Instant.parse("2027-03-01T00:00:00Z");

  @ParameterizedTest(name = "{0} at {1}: {2}, {3}: {4}")
  @CsvSource({
    "XNYS, 2024-06-12T07:59:59Z, 2024-06-12, overnight, before 04:00",
    "XNYS, 2024-06-12T08:00:00Z, 2024-06-12, pre,       04:00",
    "XNYS, 2024-06-12T13:29:59Z, 2024-06-12, pre,       before the opening",
    "XNYS, 2024-06-12T13:30:00Z, 2024-06-12, regular,   the opening",
    "XNYS, 2024-06-12T19:59:59Z, 2024-06-12, regular,   before the close",
    "XNYS, 2024-06-12T20:00:00Z, 2024-06-12, post,      the close",
    "XNYS, 2024-06-12T23:59:59Z, 2024-06-12, post,      before 20:00",
    "XNYS, 2024-06-13T00:00:00Z, 2024-06-13, overnight, 20:00 belongs to the next trading day",
    "XNYS, 2024-06-15T00:00:00Z, 2024-06-17, closed,    Friday evening is Monday's",
    "XNYS, 2024-06-15T16:00:00Z, 2024-06-17, closed,    Saturday",
    "XNYS, 2024-06-16T23:59:59Z, 2024-06-17, closed,    Sunday before 20:00",
    "XNYS, 2024-06-17T00:00:00Z, 2024-06-17, overnight, Sunday 20:00",
    "XNYS, 2024-11-29T17:59:59Z, 2024-11-29, regular,   half day",
    "XNYS, 2024-11-29T18:00:00Z, 2024-11-29, post,      half day's close at 13:00",
    "XNYS, 2024-11-29T21:59:59Z, 2024-11-29, post,      half day's late trading",
    "XNYS, 2024-11-29T22:00:00Z, 2024-12-02, closed,    half day's late trading ends at 17:00",
    "XNYS, 2024-11-28T17:00:00Z, 2024-11-29, closed,    Thanksgiving",
    "XNYS, 2024-11-29T01:00:00Z, 2024-11-29, overnight, the evening of Thanksgiving",
    "XNYS, 2024-07-04T00:00:00Z, 2024-07-05, closed,    the evening before a holiday",
    "XNYS, 2024-07-05T00:00:00Z, 2024-07-05, overnight, the evening of a holiday",
    "XNYS, 2024-02-29T14:30:00Z, 2024-02-29, regular,   leap day",
    "XNYS, 2024-03-01T00:59:59Z, 2024-02-29, post,      leap day until 20:00",
    "XNYS, 2024-03-01T01:00:00Z, 2024-03-01, overnight, evening of the leap day",
    "XNYS, 2025-01-01T00:59:59Z, 2024-12-31, post,      New Year's Eve until 20:00",
    "XNYS, 2025-01-01T01:00:00Z, 2025-01-02, closed,    evening of New Year's Eve",
    "XNYS, 2025-01-09T15:00:00Z, 2025-01-10, closed,    mourning",
    "XNYS, 2012-10-29T14:00:00Z, 2012-10-31, closed,    hurricane",
    "XNYS, 2001-09-11T15:00:00Z, 2001-09-17, closed,    attacks of September 11",
    "XNYS, 2027-12-24T15:00:00Z, 2027-12-27, closed,    Christmas observed on a Friday",
    "XNAS, 2024-11-29T18:00:00Z, 2024-11-29, post,      Nasdaq keeps the days of New York",
    "XTSE, 2024-07-01T15:00:00Z, 2024-07-02, closed,    Canada Day",
    "XTSE, 2024-12-24T17:59:59Z, 2024-12-24, regular,   Christmas Eve until 13:00",
    "XTSE, 2024-12-24T18:30:00Z, 2024-12-27, closed,    Christmas Eve's late trading ends at 13:30",
    "XETR, 2024-06-12T06:59:59Z, 2024-06-12, closed,    before the opening it is that day already",
    "XETR, 2024-06-12T07:01:00Z, 2024-06-12, regular,   09:01",
    "XETR, 2024-06-12T15:30:00Z, 2024-06-12, post,      closing auction",
    "XETR, 2024-06-12T15:45:00Z, 2024-06-13, closed,    after it",
    "XETR, 2024-12-30T12:59:59Z, 2024-12-30, regular,   the year's last trading day",
    "XETR, 2024-12-30T13:00:00Z, 2024-12-30, post,      which closes at 14:00",
    "XETR, 2024-12-31T10:00:00Z, 2025-01-02, closed,    New Year's Eve",
    "XPAR, 2024-12-24T13:04:59Z, 2024-12-24, regular,   Christmas Eve",
    "XAMS, 2024-12-24T13:05:00Z, 2024-12-24, post,      which closes at 14:05",
    "XSWX, 2024-08-01T10:00:00Z, 2024-08-02, closed,    national day",
    "XLON, 2024-12-24T12:29:59Z, 2024-12-24, regular,   Christmas Eve",
    "XLON, 2024-12-24T12:30:00Z, 2024-12-24, post,      which closes at 12:30",
    "XLON, 2024-12-26T10:00:00Z, 2024-12-27, closed,    Boxing Day",
    "XTKS, 2024-06-11T00:00:00Z, 2024-06-11, regular,   a Tuesday's opening is Tuesday's",
    "XTKS, 2024-06-11T02:29:59Z, 2024-06-11, regular,   before lunch",
    "XTKS, 2024-06-11T02:30:00Z, 2024-06-11, break,     lunch",
    "XTKS, 2024-06-11T03:30:00Z, 2024-06-11, regular,   after lunch",
    "XTKS, 2024-11-01T06:00:00Z, 2024-11-01, post,      the last close at 15:00",
    "XTKS, 2024-11-04T01:00:00Z, 2024-11-05, closed,    Culture Day observed",
    "XTKS, 2024-11-05T06:29:59Z, 2024-11-05, regular,   trading until 15:30 since that day",
    "XTKS, 2024-11-05T06:30:00Z, 2024-11-05, post,      the close at 15:30",
    "XTKS, 2024-11-05T07:00:00Z, 2024-11-06, closed,    after it",
    "XHKG, 2024-06-11T03:59:59Z, 2024-06-11, regular,   before lunch",
    "XHKG, 2024-06-11T04:00:00Z, 2024-06-11, break,     lunch",
    "XHKG, 2024-06-11T05:00:00Z, 2024-06-11, regular,   after lunch",
    "XHKG, 2024-02-09T03:59:59Z, 2024-02-09, regular,   eve of the Lunar New Year",
    "XHKG, 2024-02-09T04:00:00Z, 2024-02-09, post,      which has no afternoon",
    "XHKG, 2024-02-09T05:00:00Z, 2024-02-14, closed,    the holidays after it",
    "XSHG, 2024-09-30T03:30:00Z, 2024-09-30, break,     lunch",
    "XSHG, 2024-09-30T05:00:00Z, 2024-09-30, regular,   after lunch",
    "XSHG, 2024-09-30T07:30:00Z, 2024-10-08, closed,    National Day's week",
    "XASX, 2024-06-11T23:59:59Z, 2024-06-12, closed,    the next day in Sydney",
    "XASX, 2024-06-12T00:00:00Z, 2024-06-12, regular,   10:00 in Sydney",
    "XASX, 2024-12-24T03:09:59Z, 2024-12-24, regular,   Christmas Eve",
    "XASX, 2024-12-24T03:10:00Z, 2024-12-24, post,      which closes at 14:10",
    "XBOM, 2024-01-20T05:00:00Z, 2024-01-20, regular,   a Saturday with trading",
    "XBOM, 2024-01-21T05:00:00Z, 2024-01-23, closed,    a Sunday before a holiday",
    "XBOM, 2025-02-01T03:45:00Z, 2025-02-01, regular,   the budget's Saturday",
    "24/7, 2024-01-06T12:00:00Z, 2024-01-06, regular,   Saturday",
    "24/7, 2024-02-29T23:59:59Z, 2024-02-29, regular,   the leap day's last second",
    "24/7, 2024-03-01T00:00:00Z, 2024-03-01, regular,   the day after",
    "FX,   2024-06-09T20:59:59Z, 2024-06-10, closed,    Sunday before 17:00",
    "FX,   2024-06-09T21:00:00Z, 2024-06-10, regular,   Sunday 17:00 is Monday's",
    "FX,   2024-06-10T20:59:59Z, 2024-06-10, regular,   Monday before 17:00",
    "FX,   2024-06-10T21:00:00Z, 2024-06-11, regular,   Monday 17:00 is Tuesday's",
    "FX,   2024-06-14T20:59:59Z, 2024-06-14, regular,   Friday before 17:00",
    "FX,   2024-06-14T21:00:00Z, 2024-06-17, closed,    Friday 17:00",
  })
  void aMomentHasItsTradingDayAndSession(
      String market, Instant instant, LocalDate tradingDate, String session, String because) {
    SessionSpan span = market(market).at(instant.getEpochSecond());

    assertThat(span.session().text()).as(because).isEqualTo(session);
    assertThat(span.tradingDate()).as(because).isEqualTo(tradingDate);
  }

  @ParameterizedTest(name = "{0} opens {1} and closes {2}")
  @CsvSource({
    "XNYS, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z", // winter time
    "XNYS, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z", // summer time
    "XNYS, 2024-11-01T13:30:00Z, 2024-11-01T20:00:00Z",
    "XNYS, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z",
    "XLON, 2024-03-28T08:00:00Z, 2024-03-28T16:30:00Z",
    "XLON, 2024-04-02T07:00:00Z, 2024-04-02T15:30:00Z",
    "XETR, 2024-10-25T07:00:00Z, 2024-10-25T15:30:00Z",
    "XETR, 2024-10-28T08:00:00Z, 2024-10-28T16:30:00Z",
    "XASX, 2024-04-04T23:00:00Z, 2024-04-05T05:00:00Z", // the south's summer ends
    "XASX, 2024-04-08T00:00:00Z, 2024-04-08T06:00:00Z",
    "XASX, 2024-10-04T00:00:00Z, 2024-10-04T06:00:00Z", // and begins
    "XASX, 2024-10-06T23:00:00Z, 2024-10-07T05:00:00Z",
    "FX,   2024-03-07T22:00:00Z, 2024-03-08T22:00:00Z",
    "FX,   2024-03-10T21:00:00Z, 2024-03-11T21:00:00Z",
    "FX,   2024-10-31T21:00:00Z, 2024-11-01T21:00:00Z",
    "FX,   2024-11-03T22:00:00Z, 2024-11-04T22:00:00Z",
  })
  void openAndCloseFollowDaylightSaving(String market, Instant opens, Instant closes) {
    MarketCalendar calendar = market(market);
    SessionSpan first = calendar.at(opens.getEpochSecond());
    TradingDay day = calendar.tradingDay(first.tradingDate()).orElseThrow();

    assertThat(first.session()).isEqualTo(Session.REGULAR);
    assertThat(day.opens()).isEqualTo(opens);
    assertThat(day.closes()).isEqualTo(closes);
    assertThat(calendar.at(opens.getEpochSecond() - 1).until()).isEqualTo(first.from());
    assertThat(calendar.isOpen(closes.minusSeconds(1))).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1} trading days in 2024, {2} in 2025, {3} in 2026")
  @CsvSource({
    "XNYS, 252, 250, 251",
    "XTSE, 252, 251, 251",
    "XLON, 254, 253, 253",
    "XETR, 254, 253, 254",
    "XPAR, 256, 255, 256",
    "XAMS, 256, 255, 256",
    "XSWX, 250, 249, 251",
    "XTKS, 245, 243, 242",
    "XHKG, 246, 246, 247",
    "XASX, 254, 253, 254",
    "XBOM, 246, 248, 245",
    "XSHG, 242, 243, 242",
    "24/7, 366, 365, 365",
    "FX,   262, 261, 261",
  })
  void yearsHaveTheirTradingDays(String market, long in2024, long in2025, long in2026) {
    assertThat(Stream.of(2024, 2025, 2026).map(year -> tradingDays(market, year)))
        .containsExactly(in2024, in2025, in2026);
  }

  @ParameterizedTest(name = "{0} on {1}: {2} minutes")
  @CsvSource({
    "XNYS, 2024-06-12, 390",
    "XNYS, 2024-11-29, 210",
    "XTKS, 2024-11-01, 300",
    "XTKS, 2024-11-05, 330",
    "XHKG, 2024-06-11, 330",
    "XHKG, 2024-02-09, 150",
    "XSHG, 2024-06-11, 240",
    "XETR, 2024-06-12, 510",
    "XBOM, 2024-06-12, 375",
    "FX,   2024-03-11, 1440",
    "24/7, 2024-02-29, 1440",
  })
  void aTradingDayHasTheMinutesOfItsRegularSession(String market, LocalDate date, int minutes) {
    assertThat(market(market).tradingDay(date).orElseThrow().regularMinutes()).isEqualTo(minutes);
  }

  @Test
  void theMarketIsNotOpenAtLunchNorOnAHoliday() {
    assertThat(market("XTKS").isOpen(Instant.parse("2024-06-11T02:30:00Z"))).isFalse();
    assertThat(market("XNYS").isOpen(Instant.parse("2024-07-04T15:00:00Z"))).isFalse();
    assertThat(market("XNYS").tradingDay(LocalDate.parse("2024-07-04"))).isEmpty();
    assertThat(market("XNYS").nextTradingDay(LocalDate.parse("2024-07-03")).date())
        .isEqualTo(LocalDate.parse("2024-07-05"));
    assertThat(market("XNYS").nextTradingDay(LocalDate.parse("2024-12-31")).date())
        .isEqualTo(LocalDate.parse("2025-01-02"));
  }

  @ParameterizedTest(name = "{0}: {1} is known: {2}")
  @CsvSource({
    "XNYS, 1999-12-31, false",
    "XNYS, 2000-01-03, true",
    "XNYS, 2028-12-29, true",
    "XNYS, 2029-01-02, false",
    "XBOM, 2026-12-31, true",
    "XBOM, 2027-01-01, false",
    "24/7, 9999-12-31, true",
  })
  void aCalendarSaysHowFarItReaches(String market, LocalDate date, boolean known) {
    assertThat(market(market).knows(date)).isEqualTo(known);
  }

  @Test
  void beyondTheKnownDatesTheUsualHoursGoOn() {
    Instant independenceDay = Instant.parse("2029-07-04T13:30:00Z");
    Instant saturday = Instant.parse("2029-07-07T13:30:00Z");

    assertThat(market("XNYS").isOpen(independenceDay)).isTrue();
    assertThat(market("XNYS").isOpen(saturday)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("markets")
  void allOfTimeBelongsToOneSessionAndDaysFollowEachOther(String market) {
    for (SessionSpan span = firstOfWalk(market), next; ; span = next) {
      next = market(market).at(span.until());
      assertThat(next.from()).isEqualTo(span.until());
      assertThat(next.until()).isGreaterThan(next.from());
      assertThat(next.tradingDate()).isAfterOrEqualTo(span.tradingDate());
      if (next.until() > END_OF_WALK.getEpochSecond()) {
        break;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("markets")
  void theOrderOfQuestionsChangesNoAnswer(String market) {
    TreeMap<Long, SessionSpan> spans = new TreeMap<>();
    for (SessionSpan span = firstOfWalk(market);
        span.from() < END_OF_WALK.getEpochSecond();
        span = market(market).at(span.until())) {
      spans.put(span.from(), span);
    }
    long begin = spans.firstKey();

    new Random(1)
        .longs(20_000, begin, END_OF_WALK.getEpochSecond())
        .forEach(
            second ->
                assertThat(market(market).at(second))
                    .isEqualTo(spans.floorEntry(second).getValue()));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE / 1_000_000, Long.MIN_VALUE / 1_000_000, 0})
  void theEndsOfTimeHaveASession(long second) {
    for (String market : Calendars.supplied().codes()) {
      assertThat(market(market).at(second).contains(second)).as(market).isTrue();
    }
  }

  private static Stream<String> markets() {
    return Calendars.supplied().codes().stream();
  }

  private static SessionSpan firstOfWalk(String market) {
    return market(market).at(Instant.parse("2023-12-20T00:00:00Z").getEpochSecond());
  }

  private static long tradingDays(String market, int year) {
    LocalDate first = Year.of(year).atDay(1);
    return first
        .datesUntil(first.plusYears(1))
        .filter(date -> market(market).tradingDay(date).isPresent())
        .count();
  }

  private static MarketCalendar market(String code) {
    return Calendars.supplied().market(code).orElseThrow();
  }
}
