// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts that have been started, in that order. */
public final class Parts implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  private final Clock clock;
  private final List<Part> all = new ArrayList<>();

  public Parts(Clock clock) {
    this.clock = clock;
  }

  public void start(Part part) {
    all.add(part);
    part.start();
  }

  public List<Part> all() {
    return List.copyOf(all);
  }

  public Map<String, Long> pids() {
    var pids = new LinkedHashMap<String, Long>();
    all.forEach(it -> pids.put(it.name(), it.pid()));
    return pids;
  }

  /**
   * Starts those again that have died.
   *
   * @return those that were
   * @throws Part.Failure when one has died too often
   */
  public List<Part> revive() {
    var revived = new ArrayList<Part>();
    for (Part part : all) {
      if (!part.alive()) {
        if (!part.revive(clock.instant())) {
          throw new Part.Failure(part, "has died three times within a minute");
        }
        revived.add(part);
      }
    }
    return revived;
  }

  /** Stops a part for good: it is asked to, and killed when it does not. */
  public void stop(Part part, Duration patience) throws InterruptedException {
    stop(part, patience, () -> {});
  }

  /** The same, doing {@code meanwhile} again and again until it has ended. */
  public void stop(Part part, Duration patience, Runnable meanwhile) throws InterruptedException {
    all.remove(part);
    part.terminate();
    Instant until = clock.instant().plus(patience);
    while (!part.awaitEnd(GLANCE) && clock.instant().isBefore(until)) {
      meanwhile.run();
    }
    if (part.alive()) {
      part.kill();
      part.awaitEnd(KILL_PATIENCE);
    }
  }

  /** Stops what is left, last started first. */
  @Override
  public void close() throws InterruptedException {
    var left = new ArrayList<>(all);
    Collections.reverse(left);
    left.forEach(Part::terminate);
    for (Part part : left) {
      stop(part, KILL_PATIENCE);
    }
  }

  /** Ends everything at once. */
  public void kill() {
    all.forEach(Part::kill);
    all.clear();
  }
}
