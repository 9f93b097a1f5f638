// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.table.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one micro-batch did to one table.
 *
 * @param table the table
 * @param committedAt when it and the tables below it were written
 * @param duration how long the write took
 * @param rowsIn rows of the upstream that were offered
 * @param rowsOut rows written; for merged tables the rows inserted or updated
 * @param rowsDropped rows kept out by drop expectations
 * @param rowsQuarantined those of them that went to quarantine
 * @param expectations what became of each expectation
 */
public record TableCommit(
    String table,
    Instant committedAt,
    Duration duration,
    long rowsIn,
    long rowsOut,
    long rowsDropped,
    long rowsQuarantined,
    List<ExpectationCount> expectations) {

  /** The same, committed then at the earliest. */
  TableCommit notBefore(Instant earliest) {
    return committedAt.isBefore(earliest)
        ? new TableCommit(
            table, earliest, duration, rowsIn, rowsOut, rowsDropped, rowsQuarantined, expectations)
        : this;
  }

  /**
   * What became of an expectation.
   *
   * @param name its name
   * @param action warn, drop or fail
   * @param passed rows that meet it
   * @param failed rows that do not
   */
  public record ExpectationCount(String name, String action, long passed, long failed) {

    static ExpectationCount of(Expectation rule, long passed, long failed) {
      return new ExpectationCount(rule.name(), rule.action().text(), passed, failed);
    }
  }
}
