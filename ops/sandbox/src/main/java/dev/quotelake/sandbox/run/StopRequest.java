// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM: the first asks for an end in order, another one after a second for an end at
 * once.
 */
final class StopRequest {
  /** Tools that stop a whole process group send a signal twice; that is one request. */
  private static final Duration ONE_REQUEST = Duration.ofSeconds(1);

  /** The run ends without an end in order, because somebody wants it so. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
      super(message);
    }
  }

  private final Clock clock;
  private Instant first;
  private boolean impatient;

  StopRequest(Clock clock) {
    this.clock = clock;
  }

  /** Takes over the signals of this process. */
  void listen() {
    List.of("INT", "TERM", "HUP").forEach(it -> Signal.handle(new Signal(it), on -> received()));
  }

  synchronized void received() {
    Instant now = clock.instant();
    if (first == null) {
      first = now;
    } else if (Duration.between(first, now).compareTo(ONE_REQUEST) > 0) {
      impatient = true;
    }
  }

  synchronized boolean made() {
    return first != null;
  }

  synchronized boolean impatient() {
    return impatient;
  }
}
