// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/** Which micro-batches the versions of a stored table hold, newest commits only. */
final class TableHistory {

  private static final int MOST_COMMITS = 2_000;

  private record Commit(long version, String metadata) {}

  private final List<Commit> newestFirst;

  private TableHistory(List<Commit> newestFirst) {
    this.newestFirst = newestFirst;
  }

  static TableHistory of(SparkSession spark, Tables tables, TableDefinition table) {
    return new TableHistory(
        tables
            .open(spark, table.storedName())
            .history(MOST_COMMITS)
            .select("version", "userMetadata")
            .collectAsList()
            .stream()
            .map(row -> new Commit(row.getLong(0), row.getString(1)))
            .sorted(Comparator.comparingLong(Commit::version).reversed())
            .toList());
  }

  long newestVersion() {
    return newestFirst.get(0).version();
  }

  /** The newest batch of each flow that the table holds. */
  Map<String, Long> newestBatches() {
    Map<String, Long> newest = new HashMap<>();
    for (Commit commit : newestFirst) {
      BatchId.of(commit.metadata())
          .ifPresent(batch -> newest.merge(batch.flow(), batch.number(), Math::max));
    }
    return newest;
  }

  /**
   * The newest version that holds nothing after these batches; empty when the commits looked at do
   * not go back that far.
   */
  OptionalLong versionAt(Map<String, Long> batches) {
    long version = newestVersion();
    boolean complete = newestFirst.get(newestFirst.size() - 1).version() == 0;
    for (Commit commit : newestFirst) {
      boolean later =
          BatchId.of(commit.metadata())
              .filter(batch -> batch.number() > batches.getOrDefault(batch.flow(), -1L))
              .isPresent();
      if (later) {
        version = commit.version() - 1;
      }
    }
    return complete || version >= newestFirst.get(newestFirst.size() - 1).version()
        ? OptionalLong.of(version)
        : OptionalLong.empty();
  }
}
