// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.List;

/**
 * How many rows of a batch a table kept and dropped.
 *
 * @param kept rows of the table
 * @param dropped rows that failed a drop expectation
 * @param expectations what became of each expectation
 */
record TableCounts(long kept, long dropped, List<ExpectationCount> expectations) {

  static TableCounts none(TableDefinition table) {
    return new TableCounts(
        0,
        0,
        table.expectations().stream()
            .map(rule -> new ExpectationCount(rule.name(), rule.action().text(), 0, 0))
            .toList());
  }

  static TableCounts all(long rows) {
    return new TableCounts(rows, 0, List.of());
  }
}
