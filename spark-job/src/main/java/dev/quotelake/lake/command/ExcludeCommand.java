// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.store.FirstDay;
import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.reference.ExclusionTable;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes bad quotes out of silver and all tables above it, or brings them back. */
@Command(
    name = "exclude",
    mixinStandardHelpOptions = true,
    description = {
      "Takes bad quotes out of silver and all tables above it, for good; they stay in quarantine.",
      "A running job keeps them out when they come again."
    })
final class ExcludeCommand implements Callable<Integer> {

  private static final String QUOTES = SilverQuotesTable.NAME;

  private final Definitions definitions;

  @Mixin private TableOptions tableOptions;
  @Spec private CommandSpec spec;

  @ArgGroup private Choice choice;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with them.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--by", paramLabel = "NAME", description = "Who (the user the job runs as).")
  private Optional<String> by = Optional.empty();

  @Option(
      names = "--at-most",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Refuse to exclude more quotes than this (${DEFAULT-VALUE}).")
  private long atMost;

  @Option(names = "--dry-run", description = "Only say which quotes it would be.")
  private boolean dryRun;

  ExcludeCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  /** What is to be done. */
  private static final class Choice {

    @Option(
        names = "--events",
        split = ",",
        paramLabel = "ID",
        description = "Exclude the quotes with these identifiers.")
    private List<String> events = List.of();

    @Option(
        names = "--where",
        paramLabel = "SQL",
        description =
            "Exclude the quotes of which this is true, such as \"symbol = 'ACME' and price >"
                + " 1000\". Those there are now, none that come later.")
    private Optional<String> where = Optional.empty();

    @Option(
        names = "--undo",
        paramLabel = "EXCLUSION",
        description = "Bring back what an exclusion took out.")
    private Optional<String> undo = Optional.empty();

    @Option(names = "--list", description = "Show the exclusions.")
    private boolean list;
  }

  @Override
  public Integer call() {
    if (choice == null) {
      throw new ParameterException(
          spec.commandLine(), "exclude wants one of --events, --where, --undo and --list");
    }
    try (LakeSession session = LakeSession.open()) {
      Lake lake = tableOptions.lake(tableOptions.existingTables(session.spark()), definitions);
      ExclusionTable exclusions = new ExclusionTable(lake.tables());
      PrintWriter out = spec.commandLine().getOut();
      if (choice.list) {
        list(exclusions, out);
      } else if (choice.undo.isPresent()) {
        undo(lake, exclusions, choice.undo.get(), out);
      } else {
        exclude(lake, exclusions, out);
      }
      out.flush();
      return 0;
    }
  }

  private static void list(ExclusionTable exclusions, PrintWriter out) {
    Dataset<Row> rows = exclusions.rows();
    if (rows.isEmpty()) {
      out.println("No quote is excluded.");
    }
    rows.groupBy("id", "excluded_by", "excluded_at", "reason")
        .agg(
            count(lit(1)).as("quotes"),
            min("trading_date").as("from"),
            max("trading_date").as("to"))
        .orderBy("excluded_at")
        .selectExpr(
            "concat(id, ' ', excluded_at, ' by ', excluded_by, ': ', reason, ' (', quotes, if(quotes = 1, ' quote',"
                + " ' quotes'), ' of ', `from`, ' to ', `to`, ')')")
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(out::println);
  }

  private void exclude(Lake lake, ExclusionTable exclusions, PrintWriter out) {
    Dataset<Row> quotes = chosen(lake).dropDuplicates("event_id").cache();
    try {
      long count = refuse(quotes);
      if (dryRun) {
        out.println("would exclude " + quotes(count) + ":");
        quotes
            .orderBy("quoted_at")
            .selectExpr("event_id", "symbol", "quoted_at", "price")
            .toJSON()
            .collectAsList()
            .forEach(out::println);
        return;
      }
      String id = UUID.randomUUID().toString().substring(0, 8);
      TradingDates days = new FirstDay(lake.tables()).confine(days(quotes));
      exclusions.add(
          quotes.select(
              col("event_id"),
              col("symbol"),
              col("trading_date"),
              lit(id).as("id"),
              by.map(name -> lit(name)).orElse(expr("current_user()")).as("excluded_by"),
              current_timestamp().as("excluded_at"),
              lit(reason.orElseThrow()).as("reason")));
      rebuild(lake, exclusions, days, "without " + quotes(count), out);
      out.printf("excluded %s as %s; undo with: exclude --undo %s%n", quotes(count), id, id);
    } finally {
      quotes.unpersist();
    }
  }

  private Dataset<Row> chosen(Lake lake) {
    Dataset<Row> quotes = lake.tables().read(QUOTES);
    if (choice.where.isEmpty()) {
      return quotes.where(col("event_id").isin(choice.events.toArray()));
    }
    try {
      return quotes.where(choice.where.get());
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new SettingsException(
          "--where %s: %s The columns are %s."
              .formatted(
                  choice.where.get(),
                  PipelineException.firstLine(e),
                  String.join(", ", quotes.columns())));
    }
  }

  /** How many they are, if they may be excluded. */
  private long refuse(Dataset<Row> quotes) {
    if (reason.isEmpty() && !dryRun) {
      throw new SettingsException("--reason is missing: say why, it is kept with the quotes.");
    }
    long count = quotes.count();
    if (count > atMost) {
      throw new SettingsException(
          "That is %s, more than --at-most %d: name fewer, or give a larger --at-most."
              .formatted(quotes(count), atMost));
    }
    Set<String> missing = new HashSet<>(choice.events);
    quotes.select("event_id").as(Encoders.STRING()).collectAsList().forEach(missing::remove);
    if (count == 0 || !missing.isEmpty()) {
      throw new SettingsException(
          "No such quote in silver_quotes%s. Excluded ones are in silver_quarantine."
              .formatted(missing.isEmpty() ? "" : ": " + String.join(", ", missing)));
    }
    return count;
  }

  private static void undo(Lake lake, ExclusionTable exclusions, String id, PrintWriter out) {
    Dataset<Row> events = exclusions.rows().where(col("id").equalTo(id));
    long count = events.count();
    if (count == 0) {
      throw new SettingsException(
          "There is no exclusion %s. Those there are, are shown by: exclude --list. If its undo was cut short, this finishes it: refresh %s --downstream"
              .formatted(id, QUOTES));
    }
    TradingDates days = days(events);
    exclusions.remove(id);
    rebuild(lake, exclusions, days, "with " + quotes(count), out);
    out.println("brought back " + quotes(count));
  }

  private static void rebuild(
      Lake lake, ExclusionTable exclusions, TradingDates days, String how, PrintWriter out) {
    out.println("building %s and all above it anew %s".formatted(QUOTES, how));
    out.flush();
    lake.exclusions().load(exclusions);
    new Refresh(lake.tables(), lake.graph(), lake.marks()).table(QUOTES, true, days);
  }

  private static String quotes(long count) {
    return LakeCommand.counted(count, "quote");
  }

  private static TradingDates days(Dataset<Row> quotes) {
    Row span =
        quotes
            .selectExpr("cast(min(trading_date) as string)", "cast(max(trading_date) as string)")
            .head();
    return new TradingDates(
        Optional.of(LocalDate.parse(span.getString(0))),
        Optional.of(LocalDate.parse(span.getString(1))));
  }
}
