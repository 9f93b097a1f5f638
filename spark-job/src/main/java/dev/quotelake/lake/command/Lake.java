// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.ExclusionTable;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.source.DuplicateMarks;
import java.util.Map;

/**
 * A lake that a command works on.
 *
 * @param tables where it is stored
 * @param settings what all commands on it agree on
 * @param graph its tables as they are defined with these settings
 * @param exclusions which quotes somebody said are wrong; the graph's tables ask it
 */
record Lake(Tables tables, LakeSettings settings, Graph graph, Exclusions exclusions) {

  /**
   * Before each micro-batch of a running job, the exclusions as they are now.
   *
   * @param properties of the event log
   */
  void batchBegins(Map<String, String> properties) {
    exclusions.loadIfChanged(new ExclusionTable(tables), properties);
  }

  /** The marks of its stream. */
  DuplicateMarks marks() {
    return new DuplicateMarks(settings.duplicateWindow());
  }
}
