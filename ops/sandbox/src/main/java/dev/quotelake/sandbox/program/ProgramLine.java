// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * Runs a program's command line so that every mistake in it, or in what it names, is one line on
 * standard error.
 */
public final class ProgramLine {
  private ProgramLine() {}

  /**
   * Parses {@code arguments}, runs the command and answers its exit code: 2 for a wrong command
   * line, 1 for a failure.
   */
  public static int run(Callable<Integer> command, String... arguments) {
    var line = new CommandLine(command);
    line.setParameterExceptionHandler(
        (mistake, all) -> {
          complain(mistake.getCommandLine(), mistake.getMessage() + " (--help lists the options)");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, at, parsed) -> {
          if (failure instanceof ProgramException) {
            complain(at, failure.getMessage());
            return ExitCode.SOFTWARE;
          }
          throw failure;
        });
    return line.execute(arguments);
  }

  private static void complain(CommandLine at, String message) {
    at.getErr().println(at.getCommandName() + ": " + message.lines().findFirst().orElse("failed"));
    at.getErr().flush();
  }
}
