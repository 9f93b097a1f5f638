// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import java.util.concurrent.CountDownLatch;

/** Lets the main thread wait for SIGTERM and close what it opened before the JVM ends. */
final class StopSignal {

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens from now on; the calling thread is the one that the end of the JVM waits for. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  signal.asked.countDown();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return signal;
  }

  /** Returns when the JVM is told to stop. */
  void await() throws InterruptedException {
    asked.await();
  }
}
