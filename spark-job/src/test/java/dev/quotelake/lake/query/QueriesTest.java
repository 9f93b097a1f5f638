// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {

  @TempDir static Path folder;
  private static SmallLake lake;

  @BeforeAll
  static void lake() {
    lake = new SmallLake(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select sum(size) from trades                                                     | 13
          select size from totals where symbol = 'A'                                       | 11
          select count(*) from totals_parts                                                | 3
          select size from instruments                                                     | 5
          SELECT max(T.Size) FROM Trades T                                                 | 10
          with trades as (select 7 as size) select size from trades                        | 7
          select (select count(*) from shares) + (select count(*) from totals)             | 4
          select sum(size) from trades version as of 0                                     | 3
          select sum(trades.size) from trades version as of 0 where trades.symbol = 'A'    | 1
          select size from totals version as of 0 where symbol = 'A'                       | 1
          select a.size - b.size from totals a join totals version as of 0 b using (symbol) where symbol = 'A' | 10
          select sum(size) from trades version as of 0 tablesample (100 percent) t         | 3
          select count(*) from shares timestamp as of current_timestamp() t                | 2
          select sum(x) from trades version as of 0 as t(s, x)                             | 3
          select count(*) from instruments version as of 0                                 | 1
          select sum(size) as `😀` from trades /* of 9 */ version as of 0                   | 3
          select sum(size) as `😀😀` from trades -- of 9\\n version as of '0' where symbol = 'B' or '😀' <> 'x' | 3
          select count(*) as `👍` from shares timestamp as of(current_timestamp()) where '👍' > 'a' | 2
          select count(*) from trades timestamp as of /* of 1 */ current_timestamp() + interval 1 hour t | 3
          """)
  void tablesAreAskedByName(String sql, String answer) {
    assertThat(lake.csv(sql.replace("\\n", "\n")).lines().skip(1)).containsExactly(answer);
  }

  @Test
  void whatIsCommittedMeanwhileIsSeen(@TempDir Path other) {
    SmallLake live = new SmallLake(other);
    assertThat(live.csv("select sum(size) from totals")).contains("13");

    live.append("totals_parts", "values ('C', 100L)");

    assertThat(live.csv("select sum(size) from totals")).contains("113");
  }

  @Test
  void theLogOfASmallTableTakesNoJobOfSpark(@TempDir Path other) {
    SmallLake live = new SmallLake(other);
    live.spark.sparkContext().setJobGroup(other.toString(), "", false);
    assertThat(live.csv("select sum(size) from totals_parts")).contains("13");
    live.spark.sparkContext().clearJobGroup();

    assertThat(live.spark.sparkContext().statusTracker().getJobIdsForGroup(other.toString()))
        .hasSize(1);
    assertThat(live.csv("show tables")).doesNotContain("files_of");
  }

  @Test
  void aTableOfManyFilesIsReadAsWell(@TempDir Path other) {
    SmallLake live = new SmallLake(other);
    live.spark
        .range(0, 60, 1, 60)
        .selectExpr("'D' as symbol", "id as size")
        .write()
        .format("delta")
        .mode("append")
        .save(other + "/trades");

    assertThat(live.csv("select count(*) from trades")).contains("63");
  }

  @Test
  void aTableThatCannotBeReadIsListedAndIsNoHindranceForOthers(@TempDir Path other)
      throws IOException {
    SmallLake live = new SmallLake(other);
    try (Stream<Path> files = Files.list(other.resolve("trades"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(other.resolve("shares_parts/_delta_log/00000000000000000000.json"));

    assertThat(live.csv("show tables")).contains("trades", "shares", "totals");
    assertThat(live.csv("select count(*) from totals")).contains("2");
    assertThatThrownBy(() -> live.csv("select sum(size) from trades"))
        .hasMessageMatching(
            "the file file:\\S+/trades/part-\\S+ is gone: check tells what its table lacks, and the"
                + " refresh that makes it anew");
  }

  @Test
  void rowsThatADeletionVectorHidesAreNotSeen(@TempDir Path other) {
    SmallLake live = new SmallLake(other);
    String trades = "delta.`%s/trades`".formatted(other);
    live.spark.sql(
        "alter table %s set tblproperties ('delta.enableDeletionVectors' = true)"
            .formatted(trades));
    live.spark.sql("delete from %s where size = 1".formatted(trades));

    assertThat(live.csv("select sum(size) from trades")).contains("12");
  }

  @Test
  void theHistoryOfATableIsThatOfWhatIsStored() {
    assertThat(lake.csv("-- describe history\ndescribe/**/history -- of\n totals limit 1").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,")
        .contains("WRITE");
    assertThat(lake.csv("DESC DETAIL" + " ".repeat(20_000) + "`Totals`")).contains("/totals_parts");
    assertThat(lake.csv("show tblproperties totals")).contains("delta.minReaderVersion");
  }

  @Test
  void tablesAreDescribedAndListed() {
    assertThat(lake.csv("describe totals")).contains("symbol,string", "size,bigint");
    assertThat(lake.csv("show columns in shares")).contains("share");
    assertThat(lake.csv("select 1 from trades version as of 0; show tables"))
        .contains("trades", "totals,", "totals_parts", "shares", "instruments")
        .doesNotContain("ahead", "version as of");
  }

  @Test
  void showCreateTableTellsWhatAViewIsMadeOfAndHowATableIsStored() {
    assertThat(lake.answer("show create table totals", RowFormat.TABLE))
        .startsWith("CREATE VIEW totals AS\nselect")
        .contains("sum(size) as size", "totals_parts`");
    assertThat(lake.answer("show create table trades", RowFormat.TABLE))
        .startsWith("CREATE TABLE trades (\n  symbol STRING,\n  size BIGINT)\nUSING delta")
        .contains("LOCATION 'file:" + folder + "/trades'");
  }

  @Test
  void aTimeZoneChangesHowTimesAreShownAndHasNoAnswer(@TempDir Path other) {
    SmallLake abroad = new SmallLake(other);
    assertThat(
            abroad.csv(
                "set time zone 'America/New_York'; select timestamp'2026-01-02 12:00:00Z' as t"))
        .isEqualTo("t\n2026-01-02 07:00:00\n");

    String then = "select count(*) from trades timestamp as of current_timestamp()";
    assertThat(abroad.csv(then)).contains("3");
    assertThatThrownBy(() -> abroad.csv(then + " - interval 1 hour"))
        .hasMessageContaining("before the earliest version available");
  }

  @Test
  void aTimeBetweenCommitsIsThatOfEachStoredTable(@TempDir Path other) {
    SmallLake live = new SmallLake(other);
    String last = live.csv("describe history shares limit 1").lines().skip(1).findFirst().get();
    String time = last.split(",", 3)[1];
    live.append("totals_parts", "values ('A', 11L)");

    assertThat(live.csv("select sum(share) from shares timestamp as of '%s'".formatted(time)))
        .contains("2.0");
    assertThat(live.csv("select sum(share) from shares")).contains("1.5");
  }

  @Test
  void aPlanIsShownAsText() {
    assertThat(lake.answer("explain select * from trades", RowFormat.TABLE))
        .startsWith("== Physical Plan ==\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select symbol form trades            | line 1, column 20: Syntax error at or near 'trades': extra input 'trades'.
          select * from nope                   | line 1, column 15: there is no table `nope`: the tables are trades, totals, totals_parts, shares, shares_parts, instruments
          select * from ahead                  | ahead is not there yet: the job makes new tables when it starts
          select * from exclusions             | exclusions is not there yet: Who excluded what; exclude makes it.
          select * from shares version as of 1 | shares is made of several stored tables, each with versions of its own: ask for timestamp as of, or for shares_parts
          delete from trades                   | refused, because DeleteFromTable is not known to only read: ask with select, with, from, values, table, explain, describe or show; set time zone is allowed too
          select raise_error('so it is') | so it is
          select * from trades version as of 'x' | a version is a number as describe history shows it, not x
          select * from trades version as of 9 | Cannot time travel Delta table to version 9. Available versions: [0, 1].
          """)
  void anErrorIsOneLine(String sql, String line) {
    assertThatThrownBy(() -> lake.csv(sql)).isInstanceOf(QueryException.class).hasMessage(line);
  }

  @Test
  void anErrorNamesWhatThereIsInstead() {
    for (String sql : List.of("select nope from trades", "select nope from trades limit 3")) {
      assertThatThrownBy(() -> lake.csv(sql))
          .hasMessageStartingWith("line 1, column 8: A column")
          .hasMessageEndingWith(
              " function parameter with name `nope` cannot be resolved. Did you mean one of the"
                  + " following? [`size`, `symbol`].");
    }
  }

  @Test
  void anErrorThatIsNoneOfSparksPlansIsToldAsItIs() {
    QueryErrors errors = new QueryErrors(Script.of("select 1").statements().get(0), lake.tables);

    assertThat(errors.explained(new IllegalStateException("Job 3 cancelled by somebody")))
        .hasMessage("Job 3 cancelled by somebody");
  }

  @Test
  void anErrorSaysWhereInTheScript() {
    assertThatThrownBy(() -> lake.csv("select 1;\n\n  select nope;"))
        .hasMessageStartingWith("line 3, column 10: ");
    assertThatThrownBy(() -> lake.csv("select 1;\n\n  select\nnope;"))
        .hasMessageStartingWith("line 4, column 1: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with x as (select 1) delete from delta.`%s/trades`",
        "delete from trades",
        "explain delete from delta.`%s/trades`",
        "optimize delta.`%s/trades`",
        "insert into delta.`%s/trades` values ('C', 1L)",
        "drop table delta.`%s/trades`",
        "restore table delta.`%s/trades` to version as of 0",
        "vacuum delta.`%s/trades`"
      })
  void nothingIsChanged(String sql) {
    String history = lake.csv("describe history trades");

    assertThatThrownBy(() -> lake.csv(sql.formatted(folder)))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("refused");

    assertThat(lake.csv("describe history trades")).isEqualTo(history);
    assertThat(lake.csv("select sum(size) from trades")).contains("13");
  }

  @Test
  void noQuestionReadsTheEnvironment() {
    assertThat(lake.csv("select '${env:PATH}' as x")).isEqualTo("x\n${env:PATH}\n");
  }
}
