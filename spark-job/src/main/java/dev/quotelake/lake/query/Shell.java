// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** Asks a person at a terminal for statements until there are no more. */
public final class Shell {

  private static final String PROMPT = "quotelake> ";
  private static final String PROMPT_WITHIN = "        -> ";

  private static final String HELP =
      """
      A statement ends with a semicolon and may have several lines. Tab completes, the arrows bring back earlier ones.
        \\d           lists the tables
        \\d TABLE     lists the columns of a table
        \\timing      says how long each answer takes, or stops saying it
        \\q           ends the shell, as Ctrl-D does
        set time zone 'America/New_York';    shows times in that zone
      Ctrl-C drops what is typed, or stops what is being answered.\
      """;

  private final Queries queries;
  private final NamedTables tables;
  private final PrintedAnswers answers;
  private final Terminal terminal;
  private final PrintWriter out;
  private final Path history;
  private boolean timing;

  /**
   * @param terminal the person's
   * @param format how answers are shown
   * @param history the file that keeps what was typed
   */
  public Shell(
      Queries queries, NamedTables tables, Terminal terminal, RowFormat format, Path history) {
    this.queries = queries;
    this.tables = tables;
    this.terminal = terminal;
    this.out = terminal.writer();
    this.answers = new PrintedAnswers(format, out);
    this.history = history;
  }

  /** Until the person ends it. */
  public void run() {
    LineReader lines =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new ShellParser())
            .completer(new ShellCompleter(tables))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, PROMPT_WITHIN)
            .variable(LineReader.HISTORY_FILE, history)
            .build();
    out.println("SQL over the tables, which it only reads. \\? helps, \\q ends.");
    boolean more = true;
    while (more) {
      try {
        more = took(lines.readLine(PROMPT).strip());
      } catch (UserInterruptException e) {
        // Ctrl-C: what was typed is dropped.
      } catch (EndOfFileException e) {
        more = false;
      }
      out.flush();
    }
  }

  /** Does what a line says; false when it says to end. */
  private boolean took(String line) {
    String[] words = line.split("\\s+", 2);
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "\\q", "quit", "quit;", "exit", "exit;" -> {
        return false;
      }
      case "\\?", "\\h", "help", "help;" -> out.println(HELP);
      case "\\timing" -> {
        timing = !timing;
        out.println("Timing is " + (timing ? "on." : "off."));
      }
      case "\\d" -> describe(words.length > 1 ? words[1].replace(";", "") : "");
      default -> ask(line);
    }
    return true;
  }

  private void describe(String table) {
    if (table.isEmpty()) {
      tables
          .existing()
          .forEach(it -> out.printf(Locale.ROOT, "%-28s %s%n", it.name(), it.comment()));
    } else {
      ask("describe " + table);
    }
  }

  private void ask(String sql) {
    if (sql.startsWith("\\")) {
      out.println("there is no command " + sql + ": \\? lists them");
      return;
    }
    SignalHandler before = terminal.handle(Signal.INT, signal -> queries.cancel());
    try {
      Script.of(sql).statements().forEach(this::answer);
    } catch (QueryException e) {
      out.println(e.getMessage());
    } finally {
      terminal.handle(Signal.INT, before);
    }
  }

  private void answer(Script.Statement statement) {
    long begin = System.nanoTime();
    queries.answer(statement, answers);
    if (timing) {
      out.printf(Locale.ROOT, "Time: %.3f s%n", (System.nanoTime() - begin) / 1e9);
    }
  }
}
