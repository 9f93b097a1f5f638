// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which micro-batches the versions of a stored table hold, newest commits only. */
final class TableHistory {

  static final int FEW_COMMITS = 50;
  private static final int MOST_COMMITS = 2_000;

  private record Commit(long version, String metadata) {}

  private final String name;
  private final List<Commit> newestFirst;

  private TableHistory(String name, List<Commit> newestFirst) {
    this.name = name;
    this.newestFirst = newestFirst;
  }

  static TableHistory of(Tables tables, TableDefinition table) {
    return of(tables, table, MOST_COMMITS);
  }

  /** The newest batch of a flow that a table holds; -1 if there is none. */
  static long newestBatch(Tables tables, TableDefinition table, String flow) {
    Optional<Long> recent =
        Optional.ofNullable(of(tables, table, FEW_COMMITS).newestBatches().get(flow));
    return recent.orElseGet(() -> of(tables, table).newestBatches().getOrDefault(flow, -1L));
  }

  static long newestVersion(Tables tables, TableDefinition table) {
    return of(tables, table, 1).newestVersion();
  }

  /** Whether one of the newest commits has this metadata. */
  static boolean hasCommit(Tables tables, TableDefinition table, String metadata) {
    return of(tables, table, FEW_COMMITS).newestFirst.stream()
        .anyMatch(commit -> metadata.equals(commit.metadata()));
  }

  private static TableHistory of(Tables tables, TableDefinition table, int commits) {
    return new TableHistory(
        table.storedName(),
        tables
            .open(table.storedName())
            .history(commits)
            .select("version", "userMetadata")
            .collectAsList()
            .stream()
            .map(row -> new Commit(row.getLong(0), row.getString(1)))
            .sorted(Comparator.comparingLong(Commit::version).reversed())
            .toList());
  }

  private long newestVersion() {
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
   * The newest version that holds nothing after these batches.
   *
   * @throws PipelineException if one of them came later than something that is after them, or the
   *     commits looked at do not go back that far
   */
  long versionAt(Map<String, Long> batches) {
    long version = newestVersion();
    boolean apart = false;
    boolean within = false;
    for (Commit commit : newestFirst) {
      Optional<BatchId> batch = BatchId.of(commit.metadata());
      boolean later =
          batch.filter(id -> id.number() > batches.getOrDefault(id.flow(), -1L)).isPresent();
      if (later) {
        version = commit.version() - 1;
        apart |= within;
      }
      within |= batch.isPresent() && !later;
    }
    if (apart) {
      throw new PipelineException(
          "Table %s holds part of what a requeue was to bring back, and batches that came after it. Run requeue, which finishes it, and try again."
              .formatted(name));
    }
    long oldest = newestFirst.get(newestFirst.size() - 1).version();
    if (oldest > 0 && version < oldest) {
      throw new PipelineException(
          "Table %s is ahead of the event log by more than %,d commits. Let the job catch up, and try again when it is less busy."
              .formatted(name, MOST_COMMITS));
    }
    return version;
  }
}
