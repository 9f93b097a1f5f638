// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Plan;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what run would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what run would do: streams, tables, rules, what would be created.")
final class PlanCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private StreamOptions streamOptions;
  @Spec private CommandSpec spec;

  @Option(names = "--mermaid", description = "Print a Mermaid flowchart instead.")
  private boolean mermaid;

  PlanCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Graph graph = tableOptions.graph(session.spark(), definitions);
      Plan plan =
          new Plan(
              session.spark(), tableOptions.tables(), graph, graph.segments(streamOptions.cuts()));
      PrintWriter out = spec.commandLine().getOut();
      out.print(mermaid ? plan.mermaid() : plan.text());
      out.flush();
    }
    return 0;
  }
}
