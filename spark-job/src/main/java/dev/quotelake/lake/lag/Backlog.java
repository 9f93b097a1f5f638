// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the hub holds and one query has not read: how far it has read each partition, and where each
 * ends as far as is known. Told by three threads (the stream's, Spark's listener, the one that asks
 * the hub), so all of it is under one lock.
 */
final class Backlog {
  private final Map<Integer, Long> readUntil = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private Instant newestRead = Instant.MAX;

  /**
   * Offsets after the last that was read; they replace what was known, a recreated hub begins
   * again.
   */
  synchronized void readUntil(Map<Integer, Long> offsets) {
    readUntil.putAll(offsets);
  }

  /** Append time of the newest event that was read. */
  synchronized void newestRead(Instant appendedAt) {
    newestRead =
        newestRead.equals(Instant.MAX) || appendedAt.isAfter(newestRead) ? appendedAt : newestRead;
  }

  /** Offsets after the last that the hub holds. */
  synchronized void endsAt(Map<Integer, Long> offsets) {
    ends.putAll(offsets);
  }

  /**
   * Events not read. A partition of which nothing was read yet counts only when it is known where
   * reading begins.
   */
  synchronized long events() {
    return ends.entrySet().stream()
        .filter(end -> readUntil.containsKey(end.getKey()))
        .mapToLong(end -> Math.max(0, end.getValue() - readUntil.get(end.getKey())))
        .sum();
  }

  /** 0 when nothing is unread, else the age of the newest event that was read. */
  synchronized double seconds(Instant now) {
    if (events() == 0 || newestRead.equals(Instant.MAX)) {
      return 0;
    }
    return Math.max(0, (now.toEpochMilli() - newestRead.toEpochMilli()) / 1e3);
  }
}
