// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instruments as they are known now and were before; none until a history is loaded. The list
 * is looked at every so often from a thread of its own; what changed is stored in the history first
 * and used from the next micro-batch on. A list that cannot be read later on leaves what is known
 * in use.
 */
public final class Instruments implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Instruments.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "instruments");
            made.setDaemon(true);
            return made;
          });

  private volatile List<Row> rows = List.of();
  private InstrumentHistory history = InstrumentHistory.empty();
  private String versionRead = "";

  /** Takes the history as it is stored, if it is. */
  public synchronized void load(InstrumentTable table) {
    history = table.read();
    rows = InstrumentRows.of(history);
  }

  /**
   * Takes the stored history, reads the list, and looks for changes from now on.
   *
   * @param interval from the end of one look to the next
   * @throws SettingsException when the list is not there, or no list of instruments
   */
  public void watch(
      InstrumentSource source, InstrumentTable table, Duration interval, Clock clock) {
    load(table);
    try {
      look(source, table, clock);
    } catch (IOException e) {
      throw new SettingsException(
          "The list of instruments cannot be read: "
              + e.getMessage()
              + ". Correct --instruments or leave it out.");
    }
    thread.scheduleWithFixedDelay(
        () -> lookAgain(source, table, clock),
        interval.toMillis(),
        interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Quotes with {@link InstrumentRows#COLUMNS} as they were when quoted. */
  public Dataset<Row> onto(Dataset<Row> quotes) {
    return InstrumentRows.onto(quotes, rows);
  }

  private synchronized void look(InstrumentSource source, InstrumentTable table, Clock clock)
      throws IOException {
    String version = source.version();
    if (version.equals(versionRead)) {
      return;
    }
    InstrumentHistory next = history.after(source.read(), clock.instant());
    if (next != history) {
      table.write(next);
      history = next;
      rows = InstrumentRows.of(next);
      LOG.info("Read a new list of instruments: {} versions", next.versions().size());
    }
    versionRead = version;
  }

  private void lookAgain(InstrumentSource source, InstrumentTable table, Clock clock) {
    try {
      look(source, table, clock);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The list of instruments cannot be read, the last one stays in use: {}", e.toString());
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
