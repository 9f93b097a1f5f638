// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.time.InstantSource;

/** Outlets to a recording hub. */
public final class Outlets {

  private Outlets() {}

  /** An outlet with a window of {@code limit} quotes. */
  public static QuoteOutlet to(RecordingHub hub, int limit) {
    DeadLetters letters = new DeadLetters(hub, 100, 1_000, hub, InstantSource.system());
    return new QuoteOutlet(hub, letters, new InFlightWindow(limit), hub);
  }
}
