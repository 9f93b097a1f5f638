// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.metrics.LagCounts;
import dev.quotelake.lake.metrics.RecentBatches.Batch;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the last micro-batches did.
 *
 * @param batches the newest last
 * @param now when somebody looks
 */
record Lately(List<Batch> batches, Instant now) {
  private static final Duration RATE = Duration.ofMinutes(1);

  /** Rows a second of a table over the last minute, or since the oldest micro-batch known. */
  double perSecond(String table, ToLongFunction<TableCommit> rows) {
    Instant minuteAgo = now.minus(RATE);
    Instant from =
        batches.stream()
            .map(Batch::startedAt)
            .min(Instant::compareTo)
            .filter(minuteAgo::isBefore)
            .orElse(minuteAgo);
    long sum =
        batches.stream()
            .filter(batch -> !batch.startedAt().isBefore(from))
            .flatMap(batch -> commit(batch, table).stream())
            .mapToLong(rows)
            .sum();
    return sum / Math.max(1, Duration.between(from, now).toMillis() / 1e3);
  }

  /** Rows that failed a rule. */
  long failed(String table, String rule) {
    return batches.stream()
        .flatMap(batch -> commit(batch, table).stream())
        .flatMap(commit -> commit.expectations().stream())
        .filter(result -> result.name().equals(rule))
        .mapToLong(ExpectationCount::failed)
        .sum();
  }

  /** How late the market's quotes were over a hop or span. */
  LagCounts lags(String hop) {
    return LagCounts.sum(
        batches.stream().map(batch -> batch.lags().get(hop)).filter(Objects::nonNull).toList());
  }

  Optional<Batch> last() {
    return batches.isEmpty() ? Optional.empty() : Optional.of(batches.get(batches.size() - 1));
  }

  /** Rows that drop rules kept out of their tables. */
  long keptOut() {
    return batches.stream().mapToLong(Lately::keptOut).sum();
  }

  static long keptOut(Batch batch) {
    return batch.commits().stream().mapToLong(TableCommit::rowsDropped).sum();
  }

  /** Failures of rules that keep nothing out. */
  static long warnings(Batch batch) {
    return results(batch)
        .filter(result -> result.action().equals("warn"))
        .mapToLong(ExpectationCount::failed)
        .sum();
  }

  private static Stream<ExpectationCount> results(Batch batch) {
    return batch.commits().stream().flatMap(commit -> commit.expectations().stream());
  }

  static Optional<TableCommit> commit(Batch batch, String table) {
    return batch.commits().stream().filter(commit -> commit.table().equals(table)).findFirst();
  }
}
