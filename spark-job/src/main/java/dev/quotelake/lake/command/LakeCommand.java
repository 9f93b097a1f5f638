// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.time.Duration;
import java.util.function.BiFunction;
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
  public static CommandLine line(BiFunction<QuoteLimits, Instruments, Graph> tables) {
    return new CommandLine(new LakeCommand())
        .addSubcommand("run", new RunCommand(tables))
        .addSubcommand("plan", new PlanCommand(tables))
        .addSubcommand("query", new QueryCommand(tables))
        .addSubcommand("check", new CheckCommand(tables))
        .addSubcommand("refresh", new RefreshCommand(tables))
        .addSubcommand("requeue", new RequeueCommand(tables))
        .addSubcommand("maintain", new MaintainCommand(tables))
        .registerConverter(Duration.class, DurationText::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ErrorsForPeople());
  }
}
