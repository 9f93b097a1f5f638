// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.query.AnswerFile;
import dev.quotelake.lake.query.NamedTables;
import dev.quotelake.lake.query.PrintedAnswers;
import dev.quotelake.lake.query.Queries;
import dev.quotelake.lake.query.QueryException;
import dev.quotelake.lake.query.RowFormat;
import dev.quotelake.lake.query.Script;
import dev.quotelake.lake.query.Shell;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers SQL over the tables. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Answers SQL over the tables, by their names. It only reads.",
      "Without SQL it opens a shell, or takes statements from the standard input if that is no"
          + " terminal."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all statements were answered",
      "1:one was refused or failed; those after it were not asked",
      "2:wrong options"
    })
final class QueryCommand implements Callable<Integer> {

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final Path HISTORY =
      Path.of(System.getProperty("user.home"), ".quotelake_history");

  private final Definitions definitions;

  @Mixin private TableOptions tableOptions;
  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description =
          "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). A table has 10,000 rows at most, the"
              + " others all.")
  private RowFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the answer to a new file that ends in .csv, .json or .parquet.")
  private Optional<Path> output = Optional.empty();

  @ArgGroup private Source source = new Source();

  QueryCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Where the statements come from; from a person without it. */
  private static final class Source {

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Take the statements from a file, or from the standard input with -.")
    private Optional<Path> file = Optional.empty();

    @Parameters(
        arity = "0..1",
        paramLabel = "SQL",
        description = "Statements, such as: select * from gold_latest_quotes")
    private Optional<String> sql = Optional.empty();
  }

  @Override
  public Integer call() throws IOException {
    try {
      ask();
      return 0;
    } catch (QueryException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private void ask() throws IOException {
    Queries.Answers answers = answers();
    Optional<Script> script = script();
    if (script.isPresent() && script.get().statements().isEmpty()) {
      throw new QueryException("there is nothing to ask: give it SQL, or --file FILE");
    }
    boolean guest = LakeSession.exists();
    try (LakeSession session = LakeSession.open()) {
      if (!guest) {
        session.spark().sparkContext().setLogLevel("OFF");
      }
      Tables stored = tableOptions.tables(session.spark());
      Graph graph =
          definitions.graph(
              QuoteLimits.defaults(), new Instruments(), new Exclusions(), Markets.supplied());
      NamedTables tables = new NamedTables(stored, graph);
      Queries queries = new Queries(session.spark(), tables);
      if (script.isPresent()) {
        script.get().statements().forEach(statement -> queries.answer(statement, answers));
      } else {
        openShell(queries, tables);
      }
    }
  }

  private void openShell(Queries queries, NamedTables tables) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().dumb(false).build()) {
      new Shell(queries, tables, terminal, format, HISTORY).run();
    }
  }

  private Queries.Answers answers() {
    return output
        .<Queries.Answers>map(AnswerFile::at)
        .orElseGet(() -> new PrintedAnswers(format, spec.commandLine().getOut()));
  }

  /** What is to be asked, unless a person will type it. */
  private Optional<Script> script() throws IOException {
    if (source.sql.isPresent()) {
      return source.sql.map(Script::of);
    }
    if (source.file.isPresent() || System.console() == null) {
      return Optional.of(Script.of(read(source.file.orElse(STANDARD_INPUT))));
    }
    return Optional.empty();
  }

  private static String read(Path file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (Files.isDirectory(file)) {
      throw new QueryException(file + " is a folder: give a file of statements");
    }
    try {
      return Files.readString(file).replaceFirst("^\\uFEFF", "");
    } catch (NoSuchFileException e) {
      throw new QueryException("there is no file " + file);
    } catch (CharacterCodingException e) {
      throw new QueryException(file + " is no text in UTF-8: save it as such");
    }
  }
}
