// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.List;
import java.util.Map;

/** How rows get into a table. */
public sealed interface WriteMode {

  /** Rows are added. */
  record Append() implements WriteMode {}

  /**
   * Rows are partial aggregates, merged on read: they are added, and whoever reads the table
   * combines those of one key. The engine compacts them into one row a key when there are many.
   *
   * @param keys columns that identify a row
   * @param combine how each other column is combined
   */
  record Merge(List<String> keys, Map<String, Combine> combine) implements WriteMode {}
}
