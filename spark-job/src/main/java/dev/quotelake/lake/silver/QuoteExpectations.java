// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static dev.quotelake.lake.pipeline.table.Expectation.drop;
import static dev.quotelake.lake.pipeline.table.Expectation.warn;

import dev.quotelake.lake.calendar.Session;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.contract.QuoteEvents;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.reference.Exclusions;
import java.util.ArrayList;
import java.util.List;

/** What must be true of a quote. */
public final class QuoteExpectations {

  /** The rule every other one needs: without an event there is nothing to judge. */
  public static final String DECODABLE = "decodable";

  /** 1990-01-01T00:00:00Z in microseconds: before it nobody published quotes over HTTP. */
  private static final long EARLIEST_MICROS = 631_152_000_000_000L;

  /** 2100-01-01T00:00:00Z in microseconds. */
  private static final long LATEST_MICROS = 4_102_444_800_000_000L;

  /** Beyond it a day's volume is a mistake: the busiest stocks of the world trade a tenth. */
  private static final long MOST_VOLUME = 100_000_000_000L;

  private QuoteExpectations() {}

  /** The rules with these limits. */
  public static List<Expectation> within(QuoteLimits limits) {
    List<Expectation> rules = new ArrayList<>();
    rules.add(drop(DECODABLE, "event_id is not null"));
    drops(limits).forEach(rule -> rules.add(rule.ifPassed(DECODABLE)));
    rules.addAll(warnings(limits));
    return List.copyOf(rules);
  }

  /**
   * SQL for what is wrong with a quoted_at that is not plausible: the unit it looks like, counted
   * as microseconds.
   */
  static String wrongTime() {
    return """
        case when unix_micros(quoted_at) between %1$d div 1000000 and %2$d div 1000000
               then 'quoted_at looks like seconds, not microseconds'
             when unix_micros(quoted_at) between %1$d div 1000 and %2$d div 1000
               then 'quoted_at looks like milliseconds, not microseconds'
             when unix_micros(quoted_at) < %1$d then 'quoted_at is before 1990' end"""
        .formatted(EARLIEST_MICROS, LATEST_MICROS);
  }

  private static List<Expectation> drops(QuoteLimits limits) {
    return List.of(
        drop("event_id_valid", QuoteEvents.EVENT_ID_VALID),
        drop("symbol_present", "symbol <> ''"),
        drop("price_positive", "price > 0"),
        drop("quoted_at_plausible", "unix_micros(quoted_at) >= " + EARLIEST_MICROS),
        drop(
            "not_from_the_future",
            "unix_micros(quoted_at) - unix_micros(appended_at) <= "
                + limits.futureTolerance().toMillis() * 1000),
        drop("volume_not_negative", "coalesce(day_volume, 0) >= 0"),
        drop("day_volume_plausible", "coalesce(day_volume, 0) <= " + MOST_VOLUME),
        drop("not_excluded", Exclusions.EXCLUSION + " is null"));
  }

  private static List<Expectation> warnings(QuoteLimits limits) {
    return List.of(
        warn("symbol_trimmed", "symbol = " + SilverQuotesTable.SYMBOL_AS_SENT),
        warn("market_known", "session <> '%s'".formatted(Session.UNKNOWN.text())),
        warn("calendar_reaches", "in_calendar or session = '%s'".formatted(Session.UNKNOWN.text())),
        warn("bid_not_above_ask", "coalesce(bid <= ask, true)"),
        warn(
            "spread_within_limit",
            "coalesce((ask - bid) * 200 <= (bid + ask) * " + limits.maxSpreadPercent() + ", true)"),
        warn(
            "move_within_limit",
            "coalesce(abs(price - previous_close) * 100 <= previous_close * "
                + limits.maxMovePercent()
                + ", true)"),
        warn("provider_time_present", "quoted_at_source = 'provider'"));
  }
}
