// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

/** Where the faults in force hang: the control port writes, both doors read. */
public final class FaultBoard {

  private Faults faults = Faults.none();

  /** The faults in force. */
  public synchronized Faults current() {
    return faults;
  }

  /** Replaces all faults. */
  public synchronized void set(Faults newFaults) {
    faults = newFaults;
    notifyAll();
  }

  /** Returns at once, or when the silence is over. */
  public synchronized void awaitSound() throws InterruptedException {
    while (faults.silence()) {
      wait();
    }
  }
}
