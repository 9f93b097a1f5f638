// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.repair.Expiry;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.repair.PlainTables;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.repair.Requeue;
import dev.quotelake.lake.pipeline.store.Plan;
import dev.quotelake.lake.pipeline.store.StoredSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

  private final Definitions definitions;

  @Spec private CommandSpec spec;

  private LakeCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  /**
   * The command line.
   *
   * @param tables the graph of tables for given limits
   */
  public static CommandLine line(Definitions tables) {
    CommandLine line =
        new CommandLine(new LakeCommand(tables))
            .addSubcommand("run", new RunCommand(tables))
            .addSubcommand("query", new QueryCommand(tables))
            .addSubcommand("exclude", new ExcludeCommand(tables))
            .registerConverter(Duration.class, LakeCommand::duration)
            .registerConverter(LocalDate.class, LakeCommand::date)
            .registerConverter(TableOptions.ProviderMarket.class, TableOptions.ProviderMarket::of)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionStrategy(OptionBounds::execute)
            .setParameterExceptionHandler(ErrorLine::tell)
            .setExecutionExceptionHandler(ErrorLine::tell);
    String version = "quotelake " + LakeCommand.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
    return line;
  }

  private static Duration duration(String text) {
    try {
      return DurationText.parse(text);
    } catch (SettingsException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is no date: write it as 2026-03-02".formatted(text));
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows what run would do: the settings, the stream, tables, rules, what would be"
              + " created.")
  int plan(
      @Mixin TableOptions options,
      @Option(names = "--mermaid", description = "Print a Mermaid flowchart instead.")
          boolean mermaid) {
    return onLake(
        options,
        options::tables,
        (lake, out) -> {
          Plan plan = new Plan(lake.tables(), lake.graph());
          if (mermaid) {
            out.print(plan.mermaid());
          } else {
            show(lake.settings(), out);
            out.print(plan.text());
          }
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows the settings that all commands on the lake share, and changes those that are"
              + " given.")
  int settings(@Mixin TableOptions options) {
    try (LakeSession session = LakeSession.open()) {
      Tables tables = options.existingTables(session.spark());
      PrintWriter out = spec.commandLine().getOut();
      options.refuseUnknownMarkets(tables);
      new StoredSettings(tables).keep(options.given());
      show(options.settings(tables), out);
      if (!options.given().isEmpty()) {
        out.println(
            "Start a running job again, and judge what is stored anew with: refresh silver_quotes"
                + " --downstream");
      }
      out.flush();
      return 0;
    }
  }

  private static void show(LakeSettings settings, PrintWriter out) {
    settings.shown().forEach((name, text) -> out.println("--" + name + " " + text));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Proves on the stored tables that nothing is lost, doubled or wrong; ends with 1 if"
              + " something is.")
  int check(@Mixin TableOptions options, @Mixin DateOptions dates) {
    return onLake(
        options,
        (lake, out) -> {
          Check check = new Check(lake.tables(), lake.graph(), lake.marks(), dates.days());
          return tell(check.answers(), Check.Answer::kept, out);
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Builds a table anew from what it reads. A running job waits meanwhile; readers see the"
              + " old rows until the new ones are complete.")
  int refresh(
      @Mixin TableOptions options,
      @Mixin DateOptions dates,
      @Parameters(paramLabel = "TABLE", description = "The table.") String table,
      @Option(
              names = "--downstream",
              description = "Also all tables that read it, directly or not.")
          boolean downstream) {
    return onLake(
        options,
        (lake, out) -> {
          new Refresh(lake.tables(), lake.graph(), lake.marks())
              .table(table, downstream, dates.days())
              .forEach(name -> out.println("built " + name + " anew"));
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Brings rows back from quarantine that pass the rules as they are now.")
  int requeue(@Mixin TableOptions options) {
    return onLake(
        options,
        (lake, out) -> {
          long count = new Requeue(lake.tables(), lake.graph()).all();
          out.println(counted(count, "row") + " came back from quarantine");
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
    return onLake(
        options,
        (lake, out) -> {
          Maintenance maintenance = new Maintenance(lake.tables(), retention);
          return tell(maintenance.of(lake.graph()), Maintenance.Outcome::done, out);
        });
  }

  @Command(
      name = "plain-gold",
      mixinStandardHelpOptions = true,
      description =
          "Writes gold as plain Delta tables, NAME_plain beside each view, for engines that know no"
              + " Spark views; only the days that have changed.")
  int plainGold(@Mixin TableOptions options) {
    return onLake(
        options,
        (lake, out) -> {
          new PlainTables(lake.tables(), lake.graph()).update().forEach(out::println);
          return 0;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Takes old trading days out of all tables. A running job waits meanwhile; check and"
              + " refresh go from the first day that is left.")
  int expire(
      @Mixin TableOptions options,
      @Option(
              names = "--older-than",
              required = true,
              paramLabel = "DURATION",
              description = "How far back the days go that stay, such as 400d.")
          Duration age) {
    return onLake(
        options,
        (lake, out) -> {
          LocalDate first = firstDay(Instant.now(), age);
          new Expiry(lake.tables(), lake.graph()).before(first).forEach(out::println);
          out.println("no trading day before " + first + " is left");
          return 0;
        });
  }

  /** The day in which what is as old as this lies: nothing younger goes with an earlier day. */
  static LocalDate firstDay(Instant now, Duration age) {
    return LocalDate.ofInstant(now.minus(age), ZoneOffset.UTC);
  }

  /** A number of things, in words for people. */
  static String counted(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** Prints what comes as it comes; the exit code is 1 if something of it is not good. */
  private static <T> int tell(Stream<T> lines, Predicate<T> good, PrintWriter out) {
    AtomicInteger exitCode = new AtomicInteger();
    lines.forEachOrdered(
        line -> {
          out.println(line);
          out.flush();
          if (!good.test(line)) {
            exitCode.set(1);
          }
        });
    return exitCode.get();
  }

  /** Work on a lake, whose answer goes out; it ends with an exit code. */
  private interface Work {
    int on(Lake lake, PrintWriter out);
  }

  private int onLake(TableOptions options, Work work) {
    return onLake(options, options::existingTables, work);
  }

  private int onLake(TableOptions options, Function<SparkSession, Tables> place, Work work) {
    try (LakeSession session = LakeSession.open()) {
      PrintWriter out = spec.commandLine().getOut();
      int exitCode = work.on(options.lake(place.apply(session.spark()), definitions), out);
      out.flush();
      return exitCode;
    }
  }
}
