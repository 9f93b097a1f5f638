// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a SQL query over the tables. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Answers a SQL query over the tables, by their names.")
final class QueryCommand extends TablesCommand {

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private RowFormat format;

  @Parameters(
      paramLabel = "SQL",
      description = "A query, such as: select * from gold_latest_quotes")
  private String sql;

  QueryCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    super(definitions);
  }

  @Override
  int work(SparkSession spark, Tables tables, Graph graph, PrintWriter out) {
    new Views(spark, tables).show(graph);
    format.print(spark.sql(sql), out);
    return 0;
  }
}
