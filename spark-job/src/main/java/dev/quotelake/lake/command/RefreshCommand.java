// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a table anew. */
@Command(
    name = "refresh",
    mixinStandardHelpOptions = true,
    description =
        "Builds a table anew from what it reads. A running job waits meanwhile; readers see the old rows until the new ones are complete.")
final class RefreshCommand extends TablesCommand {

  @Mixin private StreamOptions streamOptions;

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(names = "--downstream", description = "Also all tables that read it, directly or not.")
  private boolean downstream;

  RefreshCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    new Refresh(spark, tables, graph, streamOptions.marks())
        .table(table, downstream)
        .forEach(name -> out.println("built " + name + " anew"));
    return 0;
  }
}
