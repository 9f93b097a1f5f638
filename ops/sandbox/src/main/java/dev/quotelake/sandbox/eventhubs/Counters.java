// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened at the double since it started; shown by the control port. */
public final class Counters {

  /** What is counted. */
  public enum Count {
    KAFKA_CONNECTIONS,
    KAFKA_REQUESTS,
    KAFKA_PRODUCE_REQUESTS,
    KAFKA_EVENTS,
    KAFKA_BYTES,
    KAFKA_API_VERSIONS_RESETS,
    KAFKA_OVERSIZED_REQUESTS,
    KAFKA_COMPRESSED_REFUSED,
    KAFKA_IDLE_CUTS,
    KAFKA_UNEXPECTED_REQUESTS,
    AMQP_CONNECTIONS,
    AMQP_TRANSFERS,
    AMQP_EVENTS,
    AMQP_BYTES,
    AMQP_REJECTED,
    AUTHENTICATIONS,
    AUTHENTICATION_FAILURES,
    THROTTLED
  }

  private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one. */
  public void add(Count what) {
    add(what, 1);
  }

  /** Counts several. */
  public void add(Count what, long amount) {
    counts.computeIfAbsent(what, absent -> new LongAdder()).add(amount);
  }

  /** All counts so far, also those still at zero, by their names in lower case. */
  public Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    for (Count count : Count.values()) {
      LongAdder adder = counts.get(count);
      snapshot.put(count.name().toLowerCase(Locale.ROOT), adder == null ? 0 : adder.sum());
    }
    return snapshot;
  }
}
