// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.OptionalLong;

/**
 * The clocks of the records of one flow (the market's, or the canary's) in one micro-batch, before
 * its tables are committed.
 */
final class FlowClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  final LagCounts provider = new LagCounts();
  final LagCounts append = new LagCounts();
  final InstantCounts quoted = new InstantCounts();
  final InstantCounts fetched = new InstantCounts();
  final InstantCounts appended = new InstantCounts();
  private long records;
  private long newestFetchedMicros = Long.MIN_VALUE;

  /**
   * Counts one record; all times in microseconds since 1970.
   *
   * @param quotedMicros null when the provider told no time: the record then has no provider hop
   *     and no freshness
   */
  void add(Long quotedMicros, long fetchedMicros, long appendedMicros, long nowMicros) {
    if (quotedMicros != null) {
      provider.add((fetchedMicros - quotedMicros) / 1e6, 1);
      quoted.add(quotedMicros, nowMicros);
    }
    append.add((appendedMicros - fetchedMicros) / 1e6, 1);
    fetched.add(fetchedMicros, nowMicros);
    appended.add(appendedMicros, nowMicros);
    newestFetchedMicros = Math.max(newestFetchedMicros, fetchedMicros);
    records++;
  }

  void add(FlowClocks other) {
    provider.add(other.provider);
    append.add(other.append);
    quoted.add(other.quoted);
    fetched.add(other.fetched);
    appended.add(other.appended);
    newestFetchedMicros = Math.max(newestFetchedMicros, other.newestFetchedMicros);
    records += other.records;
  }

  long records() {
    return records;
  }

  /** fetched_at of the newest record in microseconds since 1970. */
  OptionalLong newestFetchedMicros() {
    return records == 0 ? OptionalLong.empty() : OptionalLong.of(newestFetchedMicros);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(records);
    out.writeLong(newestFetchedMicros);
    provider.write(out);
    append.write(out);
    quoted.write(out);
    fetched.write(out);
    appended.write(out);
  }

  static FlowClocks read(DataInput in) throws IOException {
    FlowClocks clocks = new FlowClocks();
    clocks.records = in.readLong();
    clocks.newestFetchedMicros = in.readLong();
    clocks.provider.add(LagCounts.read(in));
    clocks.append.add(LagCounts.read(in));
    clocks.quoted.add(InstantCounts.read(in));
    clocks.fetched.add(InstantCounts.read(in));
    clocks.appended.add(InstantCounts.read(in));
    return clocks;
  }
}
