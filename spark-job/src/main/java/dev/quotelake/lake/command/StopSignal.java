// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** SIGTERM and SIGINT as a request to end well, while it is open. */
final class StopSignal implements AutoCloseable {

  private static final String[] SIGNALS = {"TERM", "INT"};

  private final SignalHandler[] before = new SignalHandler[SIGNALS.length];

  StopSignal(Runnable stop) {
    for (int i = 0; i < SIGNALS.length; i++) {
      before[i] = Signal.handle(new Signal(SIGNALS[i]), signal -> new Thread(stop, "stop").start());
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < SIGNALS.length; i++) {
      Signal.handle(new Signal(SIGNALS[i]), before[i]);
    }
  }
}
