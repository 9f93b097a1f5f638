// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.ZoneId;
import java.util.Map;

/**
 * What the vendor allows.
 *
 * @param unit what is counted
 * @param limits units by window
 * @param clockAligned whether windows begin with the clock's minute, hour, day and month (else they
 *     slide)
 * @param zone the clock of aligned windows
 */
public record BudgetDefinition(
    Unit unit, Map<Window, Integer> limits, boolean clockAligned, ZoneId zone) {

  /** What a vendor counts. */
  public enum Unit {
    REQUEST,
    SYMBOL
  }
}
