// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.repair.Requeue;
import dev.quotelake.lake.pipeline.store.Plan;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** All commands of the job; those that work on stored tables are its methods. */
@Command(
    name = "quotelake-lake",
    mixinStandardHelpOptions = true,
    description = "Reads quotes from a hub into Delta tables.",
    synopsisSubcommandLabel = "COMMAND")
public final class LakeCommand {

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Spec private CommandSpec spec;

  private LakeCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  /**
   * The command line.
   *
   * @param tables the graph of tables for given limits
   */
  public static CommandLine line(BiFunction<QuoteLimits, Instruments, Graph> tables) {
    return new CommandLine(new LakeCommand(tables))
        .addSubcommand("run", new RunCommand(tables))
        .addSubcommand("query", new QueryCommand(tables))
        .registerConverter(Duration.class, LakeCommand::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(OptionBounds::execute)
        .setParameterExceptionHandler(ErrorLine::tell)
        .setExecutionExceptionHandler(ErrorLine::tell);
  }

  private static Duration duration(String text) {
    try {
      return DurationText.parse(text);
    } catch (SettingsException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows what run would do: the stream, tables, rules, what would be created.")
  int plan(
      @Mixin TableOptions options,
      @Option(names = "--mermaid", description = "Print a Mermaid flowchart instead.")
          boolean mermaid) {
    return onTables(
        options,
        options::tables,
        (tables, graph, out) -> {
          Plan plan = new Plan(tables, graph);
          out.print(mermaid ? plan.mermaid() : plan.text());
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Proves on the stored tables that nothing is lost, doubled or wrong; ends with 1 if"
              + " something is.")
  int check(@Mixin TableOptions options) {
    return onTables(
        options,
        (tables, graph, out) -> {
          List<Check.Answer> answers = new Check(tables, graph, options.marks()).answers();
          answers.forEach(out::println);
          return answers.stream().allMatch(Check.Answer::kept) ? 0 : 1;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Builds a table anew from what it reads. A running job waits meanwhile; readers see the"
              + " old rows until the new ones are complete.")
  int refresh(
      @Mixin TableOptions options,
      @Parameters(paramLabel = "TABLE", description = "The table.") String table,
      @Option(
              names = "--downstream",
              description = "Also all tables that read it, directly or not.")
          boolean downstream) {
    return onTables(
        options,
        (tables, graph, out) -> {
          new Refresh(tables, graph, options.marks())
              .table(table, downstream)
              .forEach(name -> out.println("built " + name + " anew"));
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Brings rows back from quarantine that pass the rules as they are now.")
  int requeue(@Mixin TableOptions options) {
    return onTables(
        options,
        (tables, graph, out) -> {
          out.printf("%d rows came back from quarantine%n", new Requeue(tables, graph).all());
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compacts and clusters the tables, deletes what no version needs any more.")
  int maintain(
      @Mixin TableOptions options,
      @Option(
              names = "--retain",
              paramLabel = "DURATION",
              defaultValue = "7d",
              description = "How long files stay after no version needs them (${DEFAULT-VALUE}).")
          Duration retention) {
    return onTables(
        options,
        (tables, graph, out) -> {
          new Maintenance(tables, retention).of(graph).forEach(out::println);
          return 0;
        });
  }

  /** Work on stored tables, whose answer goes out; it ends with an exit code. */
  private interface Work {
    int on(Tables tables, Graph graph, PrintWriter out);
  }

  private int onTables(TableOptions options, Work work) {
    return onTables(options, options::existingTables, work);
  }

  private int onTables(TableOptions options, Function<SparkSession, Tables> place, Work work) {
    try (LakeSession session = LakeSession.open()) {
      Tables tables = place.apply(session.spark());
      PrintWriter out = spec.commandLine().getOut();
      int exitCode = work.on(tables, options.graph(tables, definitions), out);
      out.flush();
      return exitCode;
    }
  }
}
