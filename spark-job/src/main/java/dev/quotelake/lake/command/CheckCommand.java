// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Check;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves the promises on the stored tables. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Proves on the stored tables that nothing is lost, doubled or wrong; ends with 1 if something is.")
final class CheckCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private StreamOptions streamOptions;
  @Spec private CommandSpec spec;

  CheckCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Graph graph = tableOptions.graph(session.spark(), definitions);
      List<Check.Answer> answers =
          new Check(session.spark(), tableOptions.tables(), graph, streamOptions.marks()).answers();
      PrintWriter out = spec.commandLine().getOut();
      answers.forEach(
          answer ->
              out.printf(
                  "%-6s %s: %s%n",
                  answer.kept() ? "ok" : "BROKEN", answer.promise(), answer.detail()));
      out.flush();
      return answers.stream().allMatch(Check.Answer::kept) ? 0 : 1;
    }
  }
}
