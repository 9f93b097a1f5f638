// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves the promises on the stored tables. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Proves on the stored tables that nothing is lost, doubled or wrong; ends with 1 if something is.")
final class CheckCommand extends TablesCommand {

  @Mixin private StreamOptions streamOptions;

  CheckCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    List<Check.Answer> answers = new Check(spark, tables, graph, streamOptions.marks()).answers();
    answers.forEach(
        answer ->
            out.printf(
                "%-6s %s: %s%n",
                answer.kept() ? "ok" : "BROKEN", answer.promise(), answer.detail()));
    return answers.stream().allMatch(Check.Answer::kept) ? 0 : 1;
  }
}
