// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Maintenance;
import dev.quotelake.lake.reference.Instruments;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the tables quick to read. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = "Compacts and clusters the tables, deletes what no version needs any more.")
final class MaintainCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Spec private CommandSpec spec;

  @Option(
      names = "--retain",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description = "How long files stay after no version needs them (${DEFAULT-VALUE}).")
  private Duration retention;

  MaintainCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Graph graph = tableOptions.graph(session.spark(), definitions);
      new Maintenance(session.spark(), tableOptions.tables(), retention)
          .of(graph)
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }
}
