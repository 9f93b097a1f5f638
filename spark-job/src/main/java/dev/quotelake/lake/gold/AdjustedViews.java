// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import dev.quotelake.lake.pipeline.table.ViewDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bars and days as if all splits up to now had always been: prices divided by the new shares for an
 * old one, volumes multiplied. What is stored stays as it was quoted.
 */
public final class AdjustedViews {

  private static final Set<String> PRICES =
      Set.of(
          "open",
          "high",
          "low",
          "close",
          "vwap",
          "average_price",
          "regular_open",
          "regular_high",
          "regular_low",
          "regular_close",
          "vendor_open",
          "vendor_high",
          "vendor_low",
          "vendor_previous_close");

  private static final Set<String> VOLUMES = Set.of("volume", "volume_correction", "day_volume");

  /** A sum of prices as they were quoted is nothing to go on with. */
  private static final Set<String> LEFT_OUT = Set.of("price_sum");

  private AdjustedViews() {}

  /** The definitions. */
  public static List<ViewDefinition> definitions() {
    return List.of(
        adjusted(
            GoldMinuteBarsTable.NAME, "Bars of a minute, adjusted for splits.", Bars.OF_A_MINUTE),
        adjusted(
            GoldDailySummaryTable.NAME,
            "The trading day, adjusted for splits.",
            GoldDailySummaryTable.COLUMNS));
  }

  private static ViewDefinition adjusted(String table, String comment, String columns) {
    String adjusted =
        Stream.of(columns.strip().split(",\\s*"))
            .filter(column -> !LEFT_OUT.contains(column))
            .map(AdjustedViews::adjusted)
            .collect(Collectors.joining(", "));
    String query =
        """
        select %s from {%s} as seen
        left join {corporate_actions} as splits
        on splits.symbol = seen.symbol and seen.trading_date >= splits.applies_from
           and seen.trading_date < splits.ex_date"""
            .formatted(adjusted, table);
    return ViewDefinition.of(table + "_adjusted", comment, table, query);
  }

  private static String adjusted(String column) {
    if (PRICES.contains(column)) {
      return "if(factor is null, %1$s, cast(%1$s / factor as decimal(18,8))) as %1$s"
          .formatted(column);
    }
    if (VOLUMES.contains(column)) {
      return "if(factor is null, %1$s, cast(%1$s * factor as decimal(18,4))) as %1$s"
          .formatted(column);
    }
    return "seen." + column;
  }
}
