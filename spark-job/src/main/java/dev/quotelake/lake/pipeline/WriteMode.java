// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.List;
import java.util.Map;

/** How rows get into a table. */
public sealed interface WriteMode {

  /** Rows are added. */
  record Append() implements WriteMode {}

  /**
   * Rows are parts: one that meets a stored row of the same key is combined with it.
   *
   * @param keys columns that identify a row
   * @param combine how each other column is combined
   * @param pruneBy the key columns by whose values the engine narrows the search for stored rows
   */
  record Merge(List<String> keys, Map<String, Combine> combine, List<String> pruneBy)
      implements WriteMode {}

  /** Rows replace the whole table. */
  record Replace() implements WriteMode {}
}
