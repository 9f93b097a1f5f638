// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a SQL query over the tables. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Answers a SQL query over the tables, by their names.")
final class QueryCommand implements Callable<Integer> {

  private final Definitions definitions;

  @Mixin private TableOptions tableOptions;
  @Spec private CommandSpec spec;

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

  QueryCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() {
    try (LakeSession session = LakeSession.open()) {
      Tables tables = tableOptions.tables(session.spark());
      new Views(tables).show(tableOptions.lake(tables, definitions).graph());
      PrintWriter out = spec.commandLine().getOut();
      format.print(session.spark().sql(sql), out);
      out.flush();
      return 0;
    }
  }
}
