// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Requeue;
import dev.quotelake.lake.reference.Instruments;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings rows back from quarantine. */
@Command(
    name = "requeue",
    mixinStandardHelpOptions = true,
    description = "Brings rows back from quarantine that pass the rules as they are now.")
final class RequeueCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private StreamOptions streamOptions;
  @Spec private CommandSpec spec;

  RequeueCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Graph graph = tableOptions.graph(session.spark(), definitions);
      long rows =
          new Requeue(session.spark(), tableOptions.tables(), graph, streamOptions.cuts()).all();
      spec.commandLine().getOut().printf("%d rows came back from quarantine%n", rows);
    }
    return 0;
  }
}
