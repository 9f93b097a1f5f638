// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.base.Backoff;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tries until the hub has answered once, and knows whether it has. */
public final class HubConnector {

  private static final Logger LOG = Logger.getLogger(HubConnector.class);

  private final QuotePublisher publisher;
  private volatile boolean reached;
  private volatile Optional<String> trouble = Optional.empty();

  public HubConnector(QuotePublisher publisher) {
    this.publisher = publisher;
  }

  /** Returns when the hub has answered. A trouble is logged when it begins, not at each attempt. */
  public void await() throws InterruptedException {
    LOG.info("Connecting to the hub");
    for (int failures = 1; !reached; failures++) {
      try {
        publisher.connect();
        reached = true;
        trouble = Optional.empty();
        LOG.info("The hub answers");
      } catch (HubException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!trouble.map(Resends::kind).equals(Optional.of(Resends.kind(e.getMessage())))) {
          LOG.errorf("Not polling yet: %s", e.getMessage());
        }
        trouble = Optional.of(e.getMessage());
        Thread.sleep(Backoff.OF_HUB.pause(failures).toMillis());
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
