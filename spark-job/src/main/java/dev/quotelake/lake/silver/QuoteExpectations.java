// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static dev.quotelake.lake.pipeline.table.Expectation.drop;
import static dev.quotelake.lake.pipeline.table.Expectation.warn;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.reference.Exclusions;
import java.util.List;

/** What must be true of a quote. */
public final class QuoteExpectations {

  /** The rule every other one needs: without an event there is nothing to judge. */
  public static final String DECODABLE = "decodable";

  private QuoteExpectations() {}

  /** The rules with these limits. */
  public static List<Expectation> within(QuoteLimits limits) {
    return List.of(
        drop(DECODABLE, "reason is null"),
        drop("symbol_present", "trim(symbol) <> ''").ifPassed(DECODABLE),
        drop("price_positive", "price > 0").ifPassed(DECODABLE),
        drop(
                "not_from_the_future",
                "unix_micros(quoted_at) - unix_micros(appended_at) <= "
                    + limits.futureTolerance().toMillis() * 1000)
            .ifPassed(DECODABLE),
        drop("volume_not_negative", "coalesce(day_volume, 0) >= 0").ifPassed(DECODABLE),
        drop("not_excluded", Exclusions.EXCLUSION + " is null").ifPassed(DECODABLE),
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
