// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Plan;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what run would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what run would do: streams, tables, rules, what would be created.")
final class PlanCommand extends TablesCommand {

  @Option(names = "--mermaid", description = "Print a Mermaid flowchart instead.")
  private boolean mermaid;

  PlanCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    Plan plan = new Plan(spark, tables, graph);
    out.print(mermaid ? plan.mermaid() : plan.text());
    return 0;
  }
}
