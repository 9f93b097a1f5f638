// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.PipelineException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.locks.LockSupport;

/** Does again what somebody else's commit came between. */
public final class Attempts {

  public static final int MOST = 20;
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private Attempts() {}

  /**
   * Returns when the work is done.
   *
   * @param what is to be done, as a sentence in the passive without its end
   * @throws PipelineException if others are quicker all the time
   */
  public static void until(String what, int most, Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == most) {
          throw new PipelineException(
              "%s between two micro-batches in %d attempts, the last time because: %s. Stop a job that is busy, or start one that was stopped in the middle of a batch so that it ends the batch, and try again."
                  .formatted(what, attempt, e.getMessage().replaceFirst("[.]$", "")));
        }
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
  }
}
