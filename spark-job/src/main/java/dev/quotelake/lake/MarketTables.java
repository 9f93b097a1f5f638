// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.gold.AdjustedViews;
import dev.quotelake.lake.gold.Bars;
import dev.quotelake.lake.gold.GoldDailySummaryTable;
import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.gold.GoldReconciliationView;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.CorporateActionTable;
import dev.quotelake.lake.reference.ExclusionTable;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.reference.TradingDayTable;
import dev.quotelake.lake.silver.CanaryTable;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of the lake and the views over them. A new one is one more line here. */
public final class MarketTables {

  private MarketTables() {}

  /** All tables, with these limits for what a valid quote is. */
  public static Graph graph(QuoteLimits limits) {
    return graph(limits, new Instruments(), new Exclusions(), Markets.supplied());
  }

  /**
   * All tables and views.
   *
   * @param limits what a valid quote is
   * @param instruments what is known of them beside their quotes
   * @param exclusions which quotes somebody said are wrong
   * @param markets whose calendar a quote lives by
   */
  public static Graph graph(
      QuoteLimits limits, Instruments instruments, Exclusions exclusions, Markets markets) {
    return Graph.of(
            List.of(
                BronzeQuotesTable.definition(),
                SilverQuotesTable.definition(
                    QuoteExpectations.within(limits), instruments, exclusions, markets),
                GoldMinuteBarsTable.definition(),
                GoldDailySummaryTable.definition(),
                GoldLatestQuotesTable.definition(),
                CanaryTable.definition()))
        .with(
            Stream.concat(
                    Stream.of(
                        Bars.ofMinutes(5),
                        Bars.ofMinutes(15),
                        Bars.ofMinutes(60),
                        GoldReconciliationView.definition()),
                    AdjustedViews.definitions().stream())
                .toList(),
            Map.of(
                TradingDayTable.NAME,
                    "When each market trades; the job makes it when it first starts.",
                InstrumentTable.NAME,
                    "What is known of the instruments, and when it was valid; run --instruments makes it.",
                ExclusionTable.NAME,
                    "Quotes that somebody excluded: who, when and why; exclude makes it.",
                CorporateActionTable.NAME,
                    "Splits, and the factor to adjust earlier days by; run --corporate-actions makes it."));
  }
}
