// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition.Unit;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a vendor allows: the definition's limits, where the settings have no others. */
final class Allowance {

  private Allowance() {}

  static BudgetDefinition of(BudgetDefinition definition, ProviderSettings.Budget settings) {
    Map<Window, Integer> limits = new EnumMap<>(Window.class);
    limits.putAll(definition.limits());
    put(limits, Window.SECOND, settings.second());
    put(limits, Window.MINUTE, settings.minute());
    put(limits, Window.HOUR, settings.hour());
    put(limits, Window.DAY, settings.day());
    put(limits, Window.MONTH, settings.month());
    return new BudgetDefinition(
        definition.unit(), limits, definition.clockAligned(), definition.zone());
  }

  private static void put(Map<Window, Integer> limits, Window window, Optional<Integer> units) {
    units.ifPresent(limit -> limits.put(window, limit));
  }

  /** The largest request that fits into every window, where symbols are what is counted. */
  static int symbolsAtOnce(BudgetDefinition budget) {
    return budget.unit() == Unit.REQUEST
        ? Integer.MAX_VALUE
        : budget.limits().values().stream().min(Integer::compare).orElse(Integer.MAX_VALUE);
  }
}
