// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.PipelineException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands of the job. */
@Command(
    name = "quotelake-lake",
    mixinStandardHelpOptions = true,
    description = "Reads quotes from a hub into Delta tables.",
    synopsisSubcommandLabel = "COMMAND")
public final class LakeCommand {

  private LakeCommand() {}

  /**
   * The command line.
   *
   * @param tables the graph of tables for given limits
   */
  public static CommandLine line(Function<QuoteLimits, Graph> tables) {
    return new CommandLine(new LakeCommand())
        .addSubcommand("run", new RunCommand(tables))
        .addSubcommand("query", new QueryCommand(tables))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (error, line, arguments) -> {
              if (error instanceof PipelineException || error instanceof SettingsException) {
                line.getErr().println(error.getMessage());
                return 1;
              }
              error.printStackTrace(line.getErr());
              return 1;
            });
  }
}
