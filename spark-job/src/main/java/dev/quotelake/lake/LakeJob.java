// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import dev.quotelake.lake.command.LakeCommand;
import dev.quotelake.lake.command.LakeSession;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/**
 * The job: arguments in, running streams out. On a cluster that gave it a session it returns or
 * throws; in a process of its own it exits with 0 or, after an error, with 1 (2 for wrong
 * arguments), and its language and time zone are nobody's and UTC, whatever the machine's are.
 */
public final class LakeJob {

  private LakeJob() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    boolean guest = LakeSession.exists();
    if (!guest) {
      // Delta names its files by String.format, which writes other digits in some languages.
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }
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
