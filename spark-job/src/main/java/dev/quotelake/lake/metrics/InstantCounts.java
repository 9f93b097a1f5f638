// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many records carry which instant, fine enough that lags up to an instant learnt later come
 * out right to a bucket, and small enough to travel with a micro-batch.
 *
 * <p>The commit time of a table is known only after the aggregation has run, so instants are
 * counted in cells: 1 ms wide for instants less than 100 s old when they are counted, 10 ms below
 * 1,000 s, and so on by tens. A record counts as if it stood at the beginning of its cell: its lag
 * is overstated by less than a millisecond or a ten-thousandth, and one whose instant is in whole
 * milliseconds (the hub's append time) not at all below 100 s. Cells lie on one absolute grid, so
 * counts taken at different moments add up.
 */
final class InstantCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Cells of one width within one power of ten of age. */
  private static final long CELLS_A_DECADE = 100_000;

  private static final int MICROS_A_MILLI = 1_000;

  /**
   * Longest decade: 10^12 ms wide cells hold instants of any age a long of microseconds can have.
   */
  private static final int WIDEST = 12;

  private static final int WIDTH_BITS = 4;

  private final Map<Long, long[]> cells = new HashMap<>();

  /**
   * @param micros the record's instant, microseconds since 1970
   * @param nowMicros the moment of counting, which decides how fine; an instant ahead of it is
   *     counted finest
   */
  void add(long micros, long nowMicros) {
    int decade = decadeOf((nowMicros - micros) / MICROS_A_MILLI);
    long cell = Math.floorDiv(micros, widthMicros(decade));
    cells.computeIfAbsent((cell << WIDTH_BITS) | decade, none -> new long[1])[0]++;
  }

  void add(InstantCounts other) {
    other.cells.forEach(
        (cell, records) -> cells.computeIfAbsent(cell, none -> new long[1])[0] += records[0]);
  }

  /** The lags of all records up to one instant. */
  LagCounts until(long micros) {
    LagCounts lags = new LagCounts();
    cells.forEach((cell, records) -> lags.add((micros - beginning(cell)) / 1e6, records[0]));
    return lags;
  }

  /** The lags up to one instant that shares of the records do not exceed. */
  LagQuantiles quantiles(long micros) {
    TreeMap<Double, Long> lags = new TreeMap<>();
    cells.forEach(
        (cell, records) -> lags.merge((micros - beginning(cell)) / 1e6, records[0], Long::sum));
    return new LagQuantiles(quantile(lags, 0.5), quantile(lags, 0.95), quantile(lags, 0.99));
  }

  private static double quantile(TreeMap<Double, Long> lags, double share) {
    long wanted = (long) Math.ceil(share * lags.values().stream().mapToLong(Long::longValue).sum());
    long seen = 0;
    for (Map.Entry<Double, Long> lag : lags.entrySet()) {
      seen += lag.getValue();
      if (seen >= wanted) {
        return lag.getKey();
      }
    }
    return lags.lastKey();
  }

  private static int decadeOf(long ageMillis) {
    int decade = 0;
    for (long limit = CELLS_A_DECADE; ageMillis >= limit && decade < WIDEST; limit *= 10) {
      decade++;
    }
    return decade;
  }

  private static long widthMicros(int decade) {
    long width = MICROS_A_MILLI;
    for (int step = 0; step < decade; step++) {
      width *= 10;
    }
    return width;
  }

  private static long beginning(long key) {
    return (key >> WIDTH_BITS) * widthMicros((int) (key & ((1 << WIDTH_BITS) - 1)));
  }
}
