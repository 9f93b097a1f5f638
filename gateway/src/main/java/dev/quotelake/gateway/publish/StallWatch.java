// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.base.HumanDuration;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells in the log when the hub has not acknowledged a batch for long, minutes before its client
 * gives up and says why, and when it acknowledges again. Ends when its thread is interrupted.
 */
public final class StallWatch implements Runnable {

  private static final Logger LOG = Logger.getLogger(StallWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final QuoteOutlet outlet;
  private final Duration stall;
  private boolean stalled;

  /**
   * @param stall how long a batch may wait for the hub's answer
   */
  public StallWatch(QuoteOutlet outlet, Duration stall) {
    this.outlet = outlet;
    this.stall = stall;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("The hub's answers are no longer watched");
    }
  }

  void look() {
    Duration oldest = outlet.oldestOpen().orElse(Duration.ZERO);
    boolean now = oldest.compareTo(stall) >= 0;
    if (now && !stalled) {
      LOG.warnf("The hub has not acknowledged a batch for %s", HumanDuration.of(oldest));
    } else if (!now && stalled) {
      LOG.info("The hub acknowledges again");
    }
    stalled = now;
  }
}
