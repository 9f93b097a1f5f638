// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Requeue;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** Brings rows back from quarantine. */
@Command(
    name = "requeue",
    mixinStandardHelpOptions = true,
    description = "Brings rows back from quarantine that pass the rules as they are now.")
final class RequeueCommand extends TablesCommand {

  RequeueCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    long rows = new Requeue(spark, tables, graph).all();
    out.printf("%d rows came back from quarantine%n", rows);
    return 0;
  }
}
