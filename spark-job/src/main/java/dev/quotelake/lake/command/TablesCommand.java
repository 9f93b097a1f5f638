// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on stored tables, in a session it opens and closes. */
abstract class TablesCommand implements Callable<Integer> {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Spec private CommandSpec spec;

  TablesCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  /**
   * Does what the command is for.
   *
   * @param graph the tables as they are defined
   * @param out where the answer goes
   * @return the exit code
   */
  abstract int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out);

  @Override
  public final Integer call() {
    try (LakeSession session = LakeSession.open()) {
      PrintWriter out = spec.commandLine().getOut();
      int exitCode =
          work(
              session.spark(),
              tableOptions.tables(),
              tableOptions.graph(session.spark(), definitions),
              out);
      out.flush();
      return exitCode;
    }
  }
}
