// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import dev.quotelake.lake.command.LakeCommand;
import dev.quotelake.lake.command.LakeSession;

/**
 * The job: arguments in, running streams out. On a cluster that gave it a session it returns or
 * throws; in a process of its own it exits with 0 or, after an error, with 1 (2 for wrong
 * arguments).
 */
public final class LakeJob {

  private LakeJob() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    boolean guest = LakeSession.exists();
    int exitCode = LakeCommand.line(MarketTables::graph).execute(arguments);
    if (!guest) {
      System.exit(exitCode);
    }
    if (exitCode != 0) {
      throw new IllegalStateException(
          "quotelake ended with code " + exitCode + "; the reason stands above.");
    }
  }
}
