// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps the tables quick to read. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = "Compacts and clusters the tables, deletes what no version needs any more.")
final class MaintainCommand extends TablesCommand {

  @Option(
      names = "--retain",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description = "How long files stay after no version needs them (${DEFAULT-VALUE}).")
  private Duration retention;

  MaintainCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    new Maintenance(spark, tables, retention).of(graph).forEach(out::println);
    return 0;
  }
}
