// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.config.SettingsException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarReaderTest {

  private static final String DUBAI =
      """
      # A week from Sunday to Thursday, and an evening of trading on a holiday.
      market XDFM XADS
      zone Asia/Dubai
      known 2020-01-01 to 2020-12-31
      week sun mon tue wed thu

      hours usual                  regular 10:00-14:00
      hours usual from 2020-06-01  regular 10:00-15:00   # an hour more
      hours evening                regular 18:00-19:00

      closed 2020   01-01 05-24
      evening 2020  11-14
      """;

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource({
    "2020-01-01T07:00:00Z, 2020-01-02, CLOSED",
    "2020-01-03T07:00:00Z, 2020-01-05, CLOSED",
    "2020-01-05T07:00:00Z, 2020-01-05, REGULAR",
    "2020-05-31T10:00:00Z, 2020-06-01, CLOSED",
    "2020-06-01T10:59:59Z, 2020-06-01, REGULAR",
    "2020-11-14T13:59:59Z, 2020-11-14, CLOSED",
    "2020-11-14T14:00:00Z, 2020-11-14, REGULAR",
    "2020-11-14T15:00:00Z, 2020-11-15, CLOSED",
  })
  void aFileSaysWhenItsMarketTrades(Instant instant, LocalDate tradingDate, Session session) {
    Map<String, MarketCalendar> markets = CalendarReader.read("XDFM.calendar", DUBAI);

    assertThat(markets).containsOnlyKeys("XDFM", "XADS");
    assertThat(markets.get("XADS").at(instant.getEpochSecond()))
        .returns(tradingDate, SessionSpan::tradingDate)
        .returns(session, SessionSpan::session);
  }

  @Test
  void aFirstSessionThatEndsBeforeItBeginsBeginsTheEveningBefore() {
    MarketCalendar futures =
        CalendarReader.read(
                "XCME.calendar",
                "market XCME\nzone America/Chicago\nhours usual regular 17:00-16:00\n")
            .get("XCME");

    SessionSpan monday = futures.at(Instant.parse("2024-06-09T22:00:00Z").getEpochSecond());

    assertThat(monday.tradingDate()).isEqualTo(LocalDate.parse("2024-06-10"));
    assertThat(monday.until() - monday.from()).isEqualTo(23 * 3_600);
  }

  @ParameterizedTest(name = "{0} in place of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "market XDFM XADS|market|XDFM.calendar, line 2 is no calendar of a market: nothing follows 'market'.",
        "market XDFM XADS|''|XDFM.calendar is no calendar of a market: it has no line 'market CODE'.",
        "zone Asia/Dubai|''|it has no line 'zone ZONE'",
        "zone Asia/Dubai|zone Asia/Doha/2|line 3",
        "to 2020-12-31|until 2020-12-31|known 2013-01-01 to 2027-12-31",
        "to 2020-12-31|to 2020-10-31|2020-11-14 lies outside of its known dates",
        "sun mon|sunday mon|'sunday' is no day: write mon tue",
        "usual                  regular|normal regular|the first hours of a name have no 'from DATE'",
        "usual from 2020-06-01|usual|the others need it",
        "10:00-14:00|10:00 14:00|sessions are written with their times",
        "10:00-14:00|9:00-14:00|line 7",
        "10:00-14:00|14:00|'14:00' is no time",
        "regular 10:00-14:00|open 10:00-14:00|'open' is no session: it is pre, regular",
        "regular 10:00-14:00|pre 10:00-14:00|a trading day needs a regular session",
        "regular 10:00-14:00|regular 10:00-14:00 post 13:00-15:00|post begins before the session ahead of it has ended",
        "regular 10:00-14:00|regular 10:00-14:00 post 15:00-01:00|only the first session may begin the evening before",
        "regular 10:00-14:00|regular 20:00-14:00 post 14:00-21:00|more than 24 hours",
        "01-01 05-24|01-01 02-30|line 11",
        "01-01 05-24|01-01 01-01|2020-01-01 was named before",
        "evening 2020|morning 2020|or the name of hours above it, not with 'morning'",
      })
  void aMistakeIsNamedWithItsLine(String right, String wrong, String message) {
    String text = DUBAI.replace(right, wrong);

    assertThat(text).isNotEqualTo(DUBAI);
    assertThatThrownBy(() -> CalendarReader.read("XDFM.calendar", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("XDFM.calendar")
        .hasMessageContaining(message);
  }
}
