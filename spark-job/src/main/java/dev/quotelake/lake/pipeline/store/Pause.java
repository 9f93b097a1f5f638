// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a refresh or a requeue ask a running flow to wait between two micro-batches. It is a request
 * with an end, kept as a property of the event log table, so one that dies holds nobody up for
 * long. Nothing is wrong when it is not heeded: the refresh notices that a table moved, and starts
 * over. Two of them wait for each other.
 */
public final class Pause {

  private static final Logger LOG = LoggerFactory.getLogger(Pause.class);
  private static final String PROPERTY = "quotelake.pauseUntil";
  private static final Duration TERM = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Tables tables;
  private final Clock clock;

  public Pause(Tables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** Does something while running flows wait, after whoever else asked them to. */
  public void during(Runnable work) {
    await();
    ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor();
    long half = TERM.toMillis() / 2;
    ask();
    renewal.scheduleAtFixedRate(this::ask, half, half, TimeUnit.MILLISECONDS);
    try {
      work.run();
    } finally {
      renewal.shutdownNow();
      tables.sql(
          "ALTER TABLE %s UNSET TBLPROPERTIES IF EXISTS ('%s')"
              .formatted(tables.identifier(EventLog.NAME), PROPERTY));
    }
  }

  /**
   * Returns when nobody asks to wait.
   *
   * @return the properties of the event log at that time
   */
  public Map<String, String> await() {
    Map<String, String> properties = properties();
    if (asked(properties)) {
      LOG.info("Waiting: a refresh or a requeue asked for it");
      while (asked(properties)) {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("Interrupted while waiting for a refresh or a requeue.");
        }
        properties = properties();
      }
    }
    return properties;
  }

  private void ask() {
    tables.set(EventLog.NAME, PROPERTY, clock.instant().plus(TERM).toString());
  }

  /** Asks for the details of the table, which the end of a micro-batch finds in memory then. */
  private Map<String, String> properties() {
    return tables.properties(EventLog.NAME);
  }

  private boolean asked(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(PROPERTY))
        .filter(until -> Instant.parse(until).isAfter(clock.instant()))
        .isPresent();
  }
}
