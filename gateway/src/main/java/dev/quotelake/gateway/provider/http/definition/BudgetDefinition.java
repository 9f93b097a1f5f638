// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
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

  /** The shape it has in a definition. */
  @JsonCreator
  static BudgetDefinition of(
      @JsonProperty("unit") Unit unit,
      @JsonProperty("windows") String windows,
      @JsonProperty("zone") ZoneId zone,
      @JsonAnySetter Map<String, Integer> limits) {
    Map<Window, Integer> byWindow = new EnumMap<>(Window.class);
    limits.forEach(
        (name, units) -> byWindow.put(Window.valueOf(name.toUpperCase(Locale.ROOT)), units));
    return new BudgetDefinition(unit, byWindow, windows.equals("clock"), zone);
  }

  /** The same with other limits in place of, or besides, its own. */
  public BudgetDefinition with(Map<Window, Integer> others) {
    Map<Window, Integer> all = new EnumMap<>(Window.class);
    all.putAll(limits);
    all.putAll(others);
    return new BudgetDefinition(unit, all, clockAligned, zone);
  }

  /** The largest request that fits into every window, where symbols are what is counted. */
  public int symbolsAtOnce() {
    return unit == Unit.REQUEST || limits.isEmpty()
        ? Integer.MAX_VALUE
        : Collections.min(limits.values());
  }
}
