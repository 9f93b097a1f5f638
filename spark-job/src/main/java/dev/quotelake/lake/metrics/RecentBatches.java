// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.pipeline.batch.TableCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last micro-batches that held rows, in memory. Whoever looks gets a list that never changes,
 * and takes no lock: a micro-batch never waits for a reader.
 */
public final class RecentBatches {
  /** How many there are at most. */
  public static final int KEPT = 100;

  private final Map<Long, Written> written = new ConcurrentHashMap<>();
  private volatile List<Batch> batches = List.of();

  private record Written(List<TableCommit> commits, Map<String, LagCounts> lags) {}

  /**
   * A micro-batch.
   *
   * @param number counts up from 0
   * @param startedAt when it was triggered
   * @param duration from there to its end
   * @param commits what it did to each table
   * @param lags how late the market's quotes in it were, by hop or span of the clock chain
   */
  public record Batch(
      long number,
      Instant startedAt,
      Duration duration,
      List<TableCommit> commits,
      Map<String, LagCounts> lags) {}

  /** The stream's thread: the tables of a micro-batch are written. */
  void written(long number, List<TableCommit> commits, Map<String, LagCounts> lags) {
    written.put(number, new Written(commits, lags));
    written.keySet().removeIf(older -> older <= number - KEPT);
  }

  /** Spark's listener: a micro-batch is over, and this is how long it took. */
  void ended(long number, Instant startedAt, Duration duration) {
    Written what = written.remove(number);
    if (what != null) {
      List<Batch> kept = batches;
      List<Batch> next =
          new ArrayList<>(kept.subList(Math.max(0, kept.size() + 1 - KEPT), kept.size()));
      next.add(new Batch(number, startedAt, duration, what.commits(), what.lags()));
      batches = List.copyOf(next);
    }
  }

  /** Those there are, the newest last. */
  public List<Batch> oldestFirst() {
    return batches;
  }
}
