// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.gold.GoldDailySummaryTable;
import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.CanaryTable;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.util.List;

/** The tables of the lake. A new table is one more line here. */
public final class MarketTables {

  private MarketTables() {}

  /** All tables, with these limits for what a valid quote is. */
  public static Graph graph(QuoteLimits limits) {
    return graph(limits, new Instruments(), new Exclusions());
  }

  /** All tables, with what is known of instruments and of quotes beside the quotes themselves. */
  public static Graph graph(QuoteLimits limits, Instruments instruments, Exclusions exclusions) {
    TableDefinition silver =
        SilverQuotesTable.definition(QuoteExpectations.within(limits), instruments, exclusions);
    return Graph.of(
        List.of(
            BronzeQuotesTable.definition(),
            silver,
            GoldLatestQuotesTable.definition(silver),
            GoldMinuteBarsTable.definition(),
            GoldDailySummaryTable.definition(),
            CanaryTable.definition()));
  }
}
