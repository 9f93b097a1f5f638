// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {

  @TempDir static Path tables;
  @TempDir Path folder;
  private static SmallLake lake;

  @BeforeAll
  static void lake() {
    lake = new SmallLake(tables);
  }

  @Test
  void answersStatementsOfSeveralLinesAndSeveralOfALine() throws IOException {
    assertThat(typed("select sum(size)\nfrom trades;\nselect 'one' as a; select 'two' as a;\n"))
        .contains("|13", "|one|", "|two|");
  }

  @Test
  void goesOnAfterAnError() throws IOException {
    assertThat(typed("drop table trades;\nselect count(*) from trades;\n"))
        .contains("refused, because DropTable")
        .contains("|3 ");
  }

  @Test
  void listsAndDescribesTables() throws IOException {
    assertThat(typed("\\d\n\\d totals\n\\nothing\n"))
        .contains("trades                       Each trade.", "All of a symbol.")
        .contains("|size    |bigint")
        .contains("there is no command \\nothing: \\? lists them")
        .doesNotContain("ahead");
  }

  @Test
  void saysHowLongItTook() throws IOException {
    assertThat(typed("\\timing\nselect 1;\n"))
        .containsPattern("Timing is on[.]\\R(.|\\R)*Time: [0-9]+[.][0-9]{3} s");
  }

  @Test
  void keepsTheTimeZone() throws IOException {
    assertThat(
            typed(
                "set time zone 'America/New_York';\n"
                    + "select timestamp'2026-01-02 12:00:00Z' as t;\n"))
        .contains("2026-01-02 07:00:00");
  }

  @Test
  void remembersWhatWasTyped() throws IOException {
    typed("select 'kept'\nas a;\n\\q\nselect 'not read';\n");

    assertThat(Files.readString(history()))
        .contains("select 'kept'\\nas a;")
        .doesNotContain("not read");
  }

  @Test
  void completesTablesAndTheColumnsOfThoseThatAreNamed() {
    assertThat(completed("select * from tot")).containsExactly("totals", "totals_parts");
    assertThat(completed("sel")).containsExactly("select");
    assertThat(completed("select sym")).isEmpty();
    assertThat(completed("select t.sha from shares t", "select t.sha".length())).contains("share");
    assertThat(completed("\\t")).containsExactly("\\timing");
  }

  private List<String> completed(String line) {
    return completed(line, line.length());
  }

  private List<String> completed(String line, int cursor) {
    List<Candidate> candidates = new ArrayList<>();
    new ShellCompleter(lake.tables)
        .complete(null, new ShellParser().parse(line, cursor, ParseContext.COMPLETE), candidates);
    return candidates.stream().map(Candidate::value).toList();
  }

  private Path history() {
    return folder.resolve("history");
  }

  /** What the terminal shows after this was typed. */
  private String typed(String keys) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .dumb(true)
            .streams(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), shown)
            .build()) {
      new Shell(lake.queries, lake.tables, terminal, RowFormat.TABLE, history()).run();
    }
    return shown.toString(StandardCharsets.UTF_8);
  }
}
