// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Tries until the hub has answered once, and knows whether it has. */
public final class HubReach {

  private static final Logger LOG = Logger.getLogger(HubReach.class);
  private static final long PAUSE_MILLIS = 2_000;

  private final QuotePublisher publisher;
  private volatile boolean reached;
  private volatile Optional<String> trouble = Optional.empty();

  /** The way to a hub. */
  public HubReach(QuotePublisher publisher) {
    this.publisher = publisher;
  }

  /** Returns when the hub has answered. */
  public void await() throws InterruptedException {
    while (!reached) {
      try {
        publisher.connect();
        reached = true;
        trouble = Optional.empty();
        LOG.info("The hub answers");
      } catch (HubException e) {
        LOG.errorf("Not polling yet: %s", e.getMessage());
        trouble = Optional.of(e.getMessage());
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Whether the hub has answered once. */
  public boolean reached() {
    return reached;
  }

  /** Why it has not, as far as we know. */
  public Optional<String> trouble() {
    return trouble;
  }
}
