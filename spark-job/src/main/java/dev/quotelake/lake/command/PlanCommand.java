// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Plan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

  private final Function<QuoteLimits, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private StreamOptions streamOptions;
  @Spec private CommandSpec spec;

  @Option(names = "--mermaid", description = "Print a Mermaid flowchart instead.")
  private boolean mermaid;

  PlanCommand(Function<QuoteLimits, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    Graph graph = definitions.apply(tableOptions.limits());
    try (LakeSession session = LakeSession.open()) {
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
