// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.table.Graph;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A flow waits between two batches while it is asked to, and no longer. */
class PauseTest {

  private static final Instant NOON = Instant.parse("2024-03-07T12:00:00Z");

  @TempDir Path folder;

  private Tables tables;

  @BeforeEach
  void eventLog() {
    tables = Tables.at(LocalSpark.lakeSession(), folder + "/tables");
    new Schemas(tables).prepare(Graph.of(List.of()));
  }

  @Test
  @Timeout(120)
  void aBatchWaitsUntilTheWorkIsDone() throws Exception {
    ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    Looks looks = new Looks(NOON);
    Pause flow = new Pause(tables, looks);
    Thread batch =
        new Thread(
            () -> {
              flow.await();
              done.add("batch");
            });

    new Pause(tables, new Looks(NOON))
        .during(
            () -> {
              batch.start();
              while (batch.isAlive() && looks.count.get() < 3) {
                Thread.onSpinWait();
              }
              done.add("work");
            });
    batch.join();

    assertThat(done).containsExactly("work", "batch");
  }

  @Test
  @Timeout(120)
  void whoDiesInAPauseHoldsNobodyUpForLong() {
    // Given somebody who asked at noon and died
    tables.set("event_log", "quotelake.pauseUntil", NOON.plus(Duration.ofMinutes(1)).toString());

    // When a minute has passed, nobody waits
    new Pause(tables, new Looks(NOON.plus(Duration.ofMinutes(1)))).await();
  }

  /** A clock that stands still and counts who looks. */
  private static final class Looks extends Clock {

    private final AtomicInteger count = new AtomicInteger();
    private final Instant now;

    private Looks(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      count.incrementAndGet();
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
