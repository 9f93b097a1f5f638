// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Refresh;
import dev.quotelake.lake.reference.Instruments;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a table anew. */
@Command(
    name = "refresh",
    mixinStandardHelpOptions = true,
    description =
        "Builds a table anew from what it reads. A running job waits meanwhile; readers see the old rows until the new ones are complete.")
final class RefreshCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private StreamOptions streamOptions;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(names = "--downstream", description = "Also all tables that read it, directly or not.")
  private boolean downstream;

  RefreshCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Graph graph = tableOptions.graph(session.spark(), definitions);
      new Refresh(session.spark(), tableOptions.tables(), graph, streamOptions.marks())
          .table(table, downstream)
          .forEach(name -> spec.commandLine().getOut().println("built " + name + " anew"));
    }
    return 0;
  }
}
