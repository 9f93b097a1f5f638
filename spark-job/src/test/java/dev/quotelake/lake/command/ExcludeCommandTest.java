// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.DaysOfQuotes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.ExclusionTable;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad quotes go out of silver for good, and come back when that was wrong. */
class ExcludeCommandTest {

  private static final String BAD = "A 2024-03-06 9999.00000000";

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final DaysOfQuotes quotes = new DaysOfQuotes();
  private final Exclusions ofTheJob = new Exclusions();
  private final Graph graph =
      MarketTables.graph(QuoteLimits.defaults(), new Instruments(), ofTheJob, Markets.supplied());
  private StoredLake lake;

  @BeforeEach
  void oneBadQuote() throws Exception {
    lake = new StoredLake(spark, folder, graph);
    come(
        quotes
            .quote("A", "2024-03-05T15:00:00Z", "100")
            .quote("A", "2024-03-06T15:00:00Z", "9999")
            .quote("A", "2024-03-06T15:00:10Z", "101")
            .quote("B", "2024-03-07T15:00:00Z", "50"));
  }

  @Test
  void theyStayOutWhateverComes() throws Exception {
    // When a quote is excluded
    assertThat(run("exclude", "--where", "price > 5000", "--reason", "fat finger", "--by", "ann"))
        .isZero();
    assertThat(out.toString())
        .startsWith("building silver_quotes and all above it anew without 1 quote")
        .contains("excluded 1 quote as ");

    // Then it is in quarantine, by whom and why, and gold is as if it had never come
    assertThat(silver()).hasSize(3).doesNotContain(BAD);
    assertThat(
            texts(
                "select array_join(rules, ','), exclusion.excluded_by, exclusion.reason, exclusion.excluded_at is not"
                    + " null from silver_quarantine"))
        .containsExactly("[not_excluded,ann,fat finger,true]");
    assertThat(texts("select high from gold_daily_summary where trading_date = '2024-03-06'"))
        .containsExactly("[101.00000000]");
    assertThat(run("check")).as(out.toString()).isZero();

    // And neither a requeue nor a refresh brings it back, nor the quote when it comes again
    assertThat(run("requeue")).isZero();
    assertThat(out.toString()).contains("0 rows came back");
    assertThat(run("refresh", "silver_quotes", "--downstream")).isZero();
    come(quotes.late("A", "2024-03-06T15:00:00Z", "9999", "2024-03-07T15:00:00Z"));
    assertThat(silver()).hasSize(3).doesNotContain(BAD);
    assertThat(run("check")).as(out.toString()).isZero();
  }

  @Test
  void whatWasExcludedWronglyComesBack() {
    String event =
        texts("select event_id from silver_quotes where price > 5000").get(0).replaceAll("\\W", "");
    assertThat(run("exclude", "--events", event, "--reason", "looks odd")).isZero();
    assertThat(silver()).doesNotContain(BAD);
    Matcher undo = Pattern.compile("exclude --undo (\\w+)").matcher(out.toString());
    assertThat(undo.find()).isTrue();
    assertThat(run("exclude", "--list")).isZero();
    assertThat(out.toString()).contains(undo.group(1)).contains("looks odd (1 quote of 2024-03-06");

    assertThat(run("exclude", "--undo", undo.group(1))).isZero();

    assertThat(silver()).hasSize(4).contains(BAD);
    assertThat(texts("select * from silver_quarantine")).isEmpty();
    assertThat(run("check")).as(out.toString()).isZero();
  }

  @Test
  void oneThatWasCutShortIsFinishedByTheNext() {
    // Given an exclusion that is stored and has not come to silver
    lake.show();
    new ExclusionTable(lake.tables)
        .add(
            spark.sql(
                "select event_id, symbol, trading_date, 'first' as id, 'ann' as excluded_by,"
                    + " current_timestamp() as excluded_at, 'fat finger' as reason from"
                    + " silver_quotes where price > 5000"));
    assertThat(run("check")).isEqualTo(1);

    // When it is excluded again
    assertThat(run("exclude", "--where", "price > 5000", "--reason", "fat finger")).isZero();

    // Then it is out, is one event of one exclusion, and comes back with that one
    assertThat(silver()).hasSize(3).doesNotContain(BAD);
    assertThat(texts("select count(*) from exclusions")).containsExactly("[1]");
    assertThat(run("check")).as(out.toString()).isZero();
  }

  @Test
  void anUndoThatWasCutShortIsToldByCheckAndFinishedByARefresh() {
    assertThat(run("exclude", "--where", "price > 5000", "--reason", "odd")).isZero();
    lake.show();
    new ExclusionTable(lake.tables)
        .remove(spark.sql("select id from exclusions").head().getString(0));

    assertThat(run("check")).isEqualTo(1);
    assertThat(run("refresh", "silver_quotes", "--downstream")).isZero();

    assertThat(silver()).hasSize(4).contains(BAD);
    assertThat(run("check")).as(out.toString()).isZero();
  }

  @Test
  void nothingIsExcludedByAccident() {
    assertThat(run("exclude", "--where", "price > 5000")).isEqualTo(1);
    assertThat(err.toString()).contains("--reason is missing");
    assertThat(run("exclude", "--where", "true", "--reason", "oops", "--at-most", "3"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("That is 4 quotes, more than --at-most 3");
    assertThat(run("exclude", "--events", "abc", "--reason", "oops")).isEqualTo(1);
    assertThat(err.toString()).contains("No such quote in silver_quotes: abc");
    assertThat(run("exclude", "--undo", "abc")).isEqualTo(1);
    assertThat(err.toString())
        .contains("There is no exclusion abc")
        .contains(
            "If its undo was cut short, this finishes it: refresh silver_quotes --downstream");
    assertThat(run("exclude", "--where", "price > 1 ; drop", "--reason", "oops")).isEqualTo(1);
    assertThat(err.toString()).contains("Syntax error at or near ';'");
    assertThat(run("exclude", "--where", "prise > 5000", "--reason", "oops")).isEqualTo(1);
    assertThat(err.toString()).contains("--where prise > 5000: ").contains("The columns are ");
    assertThat(run("exclude", "--reason", "oops")).isEqualTo(2);
    assertThat(err.toString())
        .contains("exclude wants one of --events, --where, --undo and --list");
    assertThat(run("exclude", "--where", "price > 5000", "--dry-run")).isZero();
    assertThat(out.toString()).contains("would exclude 1 quote").contains("9999");
    assertThat(silver()).hasSize(4);
  }

  /** To a job that has been running all the time. */
  private void come(DaysOfQuotes some) throws Exception {
    lake.append(some.records());
    LakeSettings settings = LakeSettings.of(Map.of(), Map.of());
    lake.catchUp(new Lake(lake.tables, settings, graph, ofTheJob)::batchBegins);
  }

  private List<String> silver() {
    return spark
        .table(view("silver_quotes"))
        .selectExpr("concat_ws(' ', symbol, trading_date, price)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> texts(String sql) {
    lake.show();
    return spark.sql(sql).collectAsList().stream().map(Row::toString).toList();
  }

  private String view(String name) {
    lake.show();
    return name;
  }

  private int run(String command, String... given) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command, "--tables", folder + "/tables"));
    arguments.addAll(List.of(given));
    return LakeCommand.line(MarketTables::graph)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
