// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import java.time.Duration;

/**
 * Ends this process when the process that started it is gone, however that one died. A Java agent,
 * so that programs which know nothing of the sandbox (the gateway, the Spark job) are watched too:
 * {@code -javaagent:quotelake-sandbox.jar}.
 */
public final class ParentWatch {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** What a shell reports for a process ended by SIGKILL: nothing was stopped in order. */
  private static final int EXIT_ORPHANED = 137;

  private ParentWatch() {}

  /** Entry point of the agent; {@code arguments} are unused. */
  public static void premain(String arguments) {
    ProcessHandle.current().parent().ifPresent(process -> over(process.pid()));
  }

  /** Watches the process {@code pid}, which may be an ancestor. */
  static void over(long pid) {
    var thread = new Thread(() -> watch(pid), "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(long pid) {
    try {
      while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
        Thread.sleep(INTERVAL.toMillis());
      }
      Runtime.getRuntime().halt(EXIT_ORPHANED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
