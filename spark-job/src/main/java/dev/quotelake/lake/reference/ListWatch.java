// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every so often, from a thread of its own, whether a list has changed. One that cannot be
 * read later on leaves what is known in use.
 */
final class ListWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListWatch.class);

  private final ReferenceList list;
  private final Runnable changed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          new BasicThreadFactory.Builder().namingPattern("reference-list").daemon(true).build());

  private String versionRead = "";

  private ListWatch(ReferenceList list, Runnable changed) {
    this.list = list;
    this.changed = changed;
  }

  /**
   * Looks once, and from now on.
   *
   * @param interval from the end of one look to the next
   * @param changed takes the list as it is; called when it was read never before or has changed
   * @throws SettingsException when the list is not there, or is none
   */
  static ListWatch start(ReferenceList list, Duration interval, Runnable changed) {
    ListWatch watch = new ListWatch(list, changed);
    watch.look();
    watch.thread.scheduleWithFixedDelay(
        watch::lookAgain, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    try {
      String version = list.version();
      if (!version.equals(versionRead)) {
        changed.run();
        versionRead = version;
      }
    } catch (SettingsException e) {
      throw new SettingsException("The list %s: %s".formatted(list, e.getMessage()));
    } catch (IOException e) {
      throw new SettingsException(
          "The list %s cannot be read: %s. Correct its option or leave it out."
              .formatted(list, e.getMessage()));
    }
  }

  private void lookAgain() {
    try {
      look();
    } catch (SettingsException e) {
      LOG.warn("The last list stays in use: {}", e.getMessage());
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      LOG.warn("The last list stays in use, {} was not taken over: {}", list, e.toString());
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
