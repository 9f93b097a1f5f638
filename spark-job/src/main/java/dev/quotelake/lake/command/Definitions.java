// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;

/** What the tables are, given what is known beside the quotes. */
@FunctionalInterface
public interface Definitions {

  /** All tables and views. */
  Graph graph(QuoteLimits limits, Instruments instruments, Exclusions exclusions, Markets markets);
}
