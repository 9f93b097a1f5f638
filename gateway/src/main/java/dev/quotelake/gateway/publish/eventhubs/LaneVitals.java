// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import java.util.concurrent.atomic.AtomicLong;

/** How the lanes fare, all together. */
final class LaneVitals {

  /** How much of the average the newest send makes. */
  private static final double NEWEST = 0.1;

  private final AtomicLong resends = new AtomicLong();
  private double throttleSeconds;

  /** A send was stored: one that was not held back. */
  synchronized void stored() {
    throttleSeconds *= 1 - NEWEST;
  }

  /** A send failed and goes again; after server-busy that is the hub holding us back. */
  synchronized void sendingAgain(SendFailure failure) {
    resends.incrementAndGet();
    if (failure.serverBusy()) {
      double pause = failure.pause(0).toMillis() / 1_000.0;
      throttleSeconds += NEWEST * (pause - throttleSeconds);
    }
  }

  long resends() {
    return resends.get();
  }

  /** Over AMQP the hub does not hold back answers when it is busy: it refuses, and we wait. */
  synchronized double throttleSeconds() {
    return throttleSeconds;
  }
}
