// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The thresholds of the rules a quote is judged by.
 *
 * @param futureTolerance how far quoted_at may be ahead of the append time
 * @param maxSpreadPercent the widest spread that is not remarkable, in percent of the mid
 * @param maxMovePercent the largest move that is not remarkable, in percent of the previous close
 */
public record QuoteLimits(
    Duration futureTolerance, BigDecimal maxSpreadPercent, BigDecimal maxMovePercent) {

  public QuoteLimits {
    if (futureTolerance.isNegative()) {
      throw new SettingsException(
          "future-tolerance is " + futureTolerance + ": give a time of zero or more, as PT5M.");
    }
    requirePositive("max-spread-percent", maxSpreadPercent);
    requirePositive("max-move-percent", maxMovePercent);
  }

  /** Five minutes, 20 percent, 50 percent. */
  public static QuoteLimits defaults() {
    return new QuoteLimits(Duration.ofMinutes(5), new BigDecimal(20), new BigDecimal(50));
  }

  private static void requirePositive(String setting, BigDecimal percent) {
    if (percent.signum() <= 0) {
      throw new SettingsException(setting + " is " + percent + ": give a percentage above zero.");
    }
  }
}
