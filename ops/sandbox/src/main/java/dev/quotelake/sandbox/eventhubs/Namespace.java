// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The namespace that both listeners serve: who may enter, how much they may bring, what is wrong at
 * the moment, and what has happened since the start.
 */
public final class Namespace {

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

  private final AccessPolicy access;
  private final Throttle throttle = new Throttle(this::faults);
  private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();
  private Faults faults = Faults.none();

  public Namespace(AccessPolicy access) {
    this.access = access;
  }

  public AccessPolicy access() {
    return access;
  }

  public Throttle throttle() {
    return throttle;
  }

  /** Whether a client enters who brought a good credential, or a bad one. */
  public boolean admits(boolean goodCredential) {
    boolean admitted = goodCredential && !faults().authFailure();
    count(admitted ? Count.AUTHENTICATIONS : Count.AUTHENTICATION_FAILURES, 1);
    return admitted;
  }

  /** The faults in force. */
  public synchronized Faults faults() {
    return faults;
  }

  /** Replaces all faults. */
  public synchronized void set(Faults newFaults) {
    faults = newFaults;
    notifyAll();
  }

  /** Returns at once, or when the silence is over. */
  public synchronized void awaitSound() throws InterruptedException {
    while (faults.silence()) {
      wait();
    }
  }

  public void count(Count what) {
    count(what, 1);
  }

  public void count(Count what, long amount) {
    counts.computeIfAbsent(what, absent -> new LongAdder()).add(amount);
  }

  /** All counts so far, also those still at zero, by their names in lower case. */
  public Map<String, Long> counts() {
    Map<String, Long> now = new TreeMap<>();
    for (Count count : Count.values()) {
      LongAdder adder = counts.get(count);
      now.put(count.name().toLowerCase(Locale.ROOT), adder == null ? 0 : adder.sum());
    }
    return now;
  }
}
