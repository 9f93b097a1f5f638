// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The batches the hub has not answered to: by their age we know whether it takes anything. */
public final class OpenBatches {

  private final Set<Batch> open = ConcurrentHashMap.newKeySet();

  Batch begin() {
    Batch batch = new Batch();
    open.add(batch);
    return batch;
  }

  /** How long the oldest has been open; empty if there is none. */
  public Optional<Duration> oldest() {
    long now = System.nanoTime();
    return open.stream().map(batch -> Duration.ofNanos(now - batch.began)).max(Duration::compareTo);
  }

  /** One batch. */
  final class Batch {

    private final long began = System.nanoTime();

    void end() {
      open.remove(this);
    }
  }
}
