// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.command.LakeCommand;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.RandomHub;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.store.Plan;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import dev.quotelake.lake.source.HubRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do to stored tables: check, refresh, requeue, maintain, plan. */
class StoredTablesTest {

  private static final long SEED = 11;
  private static final int RECORDS = 150;
  private static final int FILLED = 100;
  private static final QuoteLimits LENIENT =
      new QuoteLimits(Duration.ofHours(1), new BigDecimal(20), new BigDecimal(50));

  @TempDir static Path filledOnce;
  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  void checkFindsWhatIsWrongAndRefreshRepairsIt() throws Exception {
    // Given tables that are right
    StoredLake lake = filled();

    // When somebody deletes rows of a gold table
    lake.tables.open("gold_minute_bars_parts").delete("symbol = 'S1'");

    // Then check tells, and a refresh repairs it
    assertThat(broken(lake)).containsExactly("gold_minute_bars equals its recomputation");
    assertThat(details(lake, "gold_minute_bars"))
        .containsPattern(
            "^\\d+ rows missing, 0 too many; missing: \\(provider=alpaca symbol=S1 trading_date=.*; to build it anew: refresh gold_minute_bars --downstream$");
    assertThat(refresh(lake).table("gold_minute_bars", false)).containsExactly("gold_minute_bars");
    assertThat(broken(lake)).isEmpty();
  }

  @Test
  void checkGoesOnAfterAFileThatCannotBeReadAndNamesWhatMakesItAnew() throws Exception {
    // Given one file of silver that is gone and one of gold that is no Parquet
    StoredLake lake = filled();
    Files.delete(Path.of(URI.create(fileOf(lake, "silver_quotes"))));
    Files.writeString(Path.of(URI.create(fileOf(lake, "gold_minute_bars_parts"))), "gone");

    // Then check tells of each table that reads them, and of all others what it tells else
    List<Check.Answer> answers =
        new Check(lake.tables, lake.graph, lake.marks).answers().filter(a -> !a.kept()).toList();
    assertThat(answers)
        .extracting(Check.Answer::promise)
        .containsExactly("silver_quotes can be compared", "gold_minute_bars can be compared");
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.detail())
                    .containsPattern(
                        "(silver_quotes|gold_minute_bars_parts)/.*part-.*; to build it anew: refresh (silver_quotes|gold_minute_bars) --downstream$"));

    // And what it names makes them anew
    refresh(lake).table("silver_quotes", true);
    assertThat(broken(lake)).isEmpty();

    // But for bronze, which whoever reads it misses
    Files.delete(Path.of(URI.create(fileOf(lake, "bronze_quotes"))));
    assertThat(broken(lake))
        .containsExactly(
            "bronze_quotes can be compared",
            "silver_quotes can be compared",
            "event_log can be compared");
  }

  @Test
  void checkNamesATableWhoseLogIsBrokenAndGoesOn() throws Exception {
    StoredLake lake = filled();
    Path log = folder.resolve("tables/gold_minute_bars_parts/_delta_log");
    Files.delete(log.resolve("00000000000000000001.json"));
    DeltaLog.clearCache();

    assertThat(new Check(lake.tables, lake.graph, lake.marks).answers())
        .filteredOn(answer -> !answer.kept())
        .singleElement()
        .asString()
        .startsWith(
            "BROKEN gold_minute_bars can be compared: Table gold_minute_bars_parts cannot be read: ");
  }

  private static String fileOf(StoredLake lake, String table) {
    return lake.tables.read(table).inputFiles()[0];
  }

  @Test
  void checkNamesRowsAndWhatIsWrongWithThem() throws Exception {
    // Given a row that is wrong and one that is there twice
    StoredLake lake = filled();
    String silver = lake.tables.identifier("silver_quotes");
    List<Row> rows =
        spark
            .sql("select offset from %s where partition = 0 order by offset".formatted(silver))
            .collectAsList();
    long wrong = rows.get(0).getLong(0);
    long twice = rows.get(1).getLong(0);
    lake.tables
        .open("silver_quotes")
        .updateExpr(
            "partition = 0 and offset = " + wrong, Map.of("price", "1", "session", "'none'"));
    lake.tables.sql(
        "insert into %s select * from %s where partition = 0 and offset = %d"
            .formatted(silver, silver, twice));

    assertThat(details(lake, "silver_quotes"))
        .startsWith("1 rows missing, 2 too many; ")
        .containsPattern(
            "partition=0 offset=%d\\): price is 1.00000000, should be [0-9.]+, session is none, should be regular"
                .formatted(wrong))
        .containsPattern("too many: \\(event_id=\\w+ partition=0 offset=%d\\)".formatted(twice));
  }

  @Test
  void refreshOfSilverRebuildsAllAboveBronze() throws Exception {
    // Given a lake where rows were deleted
    StoredLake lake = filled();
    lake.tables.open("silver_quotes").delete("symbol = 'S2'");
    lake.tables.open("silver_quarantine").delete();

    // When silver is refreshed
    assertThat(refresh(lake).table("silver_quotes", true))
        .containsExactly("silver_quotes", "gold_minute_bars");

    // Then all is there again, and the stream goes on from there
    assertThat(broken(lake)).isEmpty();
    lake.append(new RandomHub(SEED, RECORDS).records().subList(FILLED, RECORDS));
    lake.catchUp();
    assertThat(broken(lake)).isEmpty();
  }

  @Test
  void theFlowGoesOnExactlyAfterARefreshAndMaintenance() throws Exception {
    // Given a lake that was refreshed and maintained in between
    StoredLake lake = filled();
    refresh(lake).table("silver_quotes", false);
    assertThat(new Maintenance(lake.tables, Duration.ofDays(7)).of(lake.graph))
        .isNotEmpty()
        .allMatch(Maintenance.Outcome::done);

    // When more comes
    lake.append(new RandomHub(SEED, RECORDS).records().subList(FILLED, RECORDS));
    lake.catchUp();

    // Then all is as it would have been without
    assertThat(broken(lake)).isEmpty();
  }

  @Test
  void bronzeIsNeverRefreshed() throws Exception {
    StoredLake lake = filled();

    assertThatThrownBy(() -> refresh(lake).table("bronze_quotes", true))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("straight from the hub");
  }

  @Test
  void rowsComeBackFromQuarantineWhenARuleLetsThem() throws Exception {
    // Given quotes quarantined as from the future
    StoredLake strict = filled();
    long quarantined = count(strict, "silver_quarantine");
    long future = count(strict, "silver_quarantine where rules = array('not_from_the_future')");
    assertThat(future).isPositive();

    // When the tolerance is raised and they are requeued, twice
    StoredLake lenient = strict.with(graph(LENIENT));
    Requeue requeue = new Requeue(lenient.tables, lenient.graph);

    // Then they are in silver and gold, once
    assertThat(requeue.all()).isEqualTo(future);
    assertThat(requeue.all()).isZero();
    assertThat(count(lenient, "silver_quarantine")).isEqualTo(quarantined - future);

    // And what stays aside keeps the rules it failed when it came, until silver is refreshed
    refresh(lenient).table("silver_quotes", false);
    assertThat(broken(lenient)).isEmpty();
  }

  @Test
  void aRequeueThatWasCutShortIsFinishedByTheNext() throws Exception {
    // Given a lake with one more reader of bronze, and a requeue that dies before gold has its rows
    StoredLake strict = filled();
    strict.append(new RandomHub(SEED, RECORDS).records().subList(FILLED, RECORDS));
    StoredLake lenient = strict.with(graph(LENIENT, copies()));
    lenient.catchUp();
    long quarantined = count(lenient, "silver_quarantine");
    long copied = count(lenient, "copies");
    lenient.tables.crashAt("gold_minute_bars_parts", false);
    assertThatThrownBy(() -> new Requeue(lenient.tables, lenient.graph).all())
        .isInstanceOf(CrashingTables.Crash.class);
    lenient.tables.neverCrash();

    // When somebody asks for a refresh, he is told to finish it, and does
    assertThatThrownBy(() -> refresh(lenient).table("silver_quotes", false))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Run requeue, which finishes it");
    long back = new Requeue(lenient.tables, lenient.graph).all();

    // Then the rows are where they belong, once, and the other reader of bronze got none again
    assertThat(back).isPositive();
    assertThat(count(lenient, "silver_quarantine")).isEqualTo(quarantined - back);
    assertThat(count(lenient, "copies")).isEqualTo(copied);
    assertThat(broken(lenient)).noneMatch(promise -> promise.startsWith("gold"));
  }

  @Test
  void theEventLogCountsEveryExpectationAsSqlDoes() throws Exception {
    StoredLake lake = filled();
    lake.show();

    List<Row> counted =
        spark
            .sql(
                """
                with failed as (
                  select rule, count(*) as n
                  from (select explode(rules) as rule from silver_quarantine
                        union all select explode(warnings) from silver_quotes)
                  group by rule),
                logged as (
                  select e.name, sum(e.failed) as n
                  from event_log lateral view explode(expectations) as e group by e.name)
                select name, logged.n, coalesce(failed.n, 0) from logged left join failed on rule = name\
                """)
            .collectAsList();

    assertThat(counted).hasSize(16);
    assertThat(counted).allSatisfy(row -> assertThat(row.getLong(1)).isEqualTo(row.getLong(2)));
  }

  @Test
  void maintenanceKeepsWhatARunningReaderNeeds() {
    Tables none = Tables.at(spark, folder + "/none");

    assertThatThrownBy(() -> new Maintenance(none, Duration.ofHours(1)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("7d");
  }

  @Test
  void tablesThatAreNoLongerDefinedAreNamed() throws Exception {
    // Given a lake with a table that its definitions have lost
    StoredLake before = filled();
    StoredLake lake = before.with(graph(QuoteLimits.defaults(), copies()));
    lake.catchUp();

    // Then plan and maintain name it; other people's tables are theirs
    before.tables.save(spark.range(1).toDF().write().format("delta"), "somebody_elses");
    String said =
        "copies is stored, but no longer defined; it is left as it is: drop it, or define it again";
    assertThat(new Plan(before.tables, before.graph).text()).contains(said);
    assertThat(new Maintenance(before.tables, Duration.ofDays(7)).of(before.graph))
        .extracting(Maintenance.Outcome::table)
        .contains("copies")
        .doesNotContain("somebody_elses");
    assertThat(new Plan(lake.tables, lake.graph).text()).doesNotContain("no longer defined");
  }

  @Test
  void aTableThatCannotBeMaintainedIsNoHindranceForTheOthers() throws Exception {
    StoredLake lake = filled();
    for (String file : lake.tables.read("gold_minute_bars_parts").inputFiles()) {
      Files.delete(Path.of(URI.create(file)));
    }
    StringWriter out = new StringWriter();

    int exitCode =
        LakeCommand.line(MarketTables::graph)
            .setOut(new PrintWriter(out, true))
            .execute("maintain", "--tables", folder + "/tables");

    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString())
        .contains("gold_minute_bars_parts: FAILED")
        .contains("event_log: ")
        .contains("silver_quotes: ");
  }

  @Test
  void planShowsTablesRulesAndWhatWouldChange() {
    Graph graph = MarketTables.graph(QuoteLimits.defaults());
    Plan plan = new Plan(Tables.at(spark, folder + "/none"), graph);

    assertThat(plan.text())
        .contains("stream quotelake reads hub")
        .contains(
            "gold_minute_bars <- silver_quotes: merge by provider, symbol, trading_date,"
                + " minute_start, session")
        .contains("would be created as gold_minute_bars_parts")
        .contains("drop unless price > 0 (price_positive)");
    assertThat(plan.mermaid())
        .contains("bronze_quotes --> silver_quotes")
        .contains("silver_quotes -- drop --> silver_quarantine");
  }

  @Test
  void otherPartitionsAreRefused() throws Exception {
    StoredLake lake = filled();
    TableDefinition changed =
        TableDefinition.table("silver_quotes")
            .reads(TableDefinition.HUB)
            .columns(new StructType().add("symbol", "string"))
            .partitionBy("trading_date")
            .build();

    assertThatThrownBy(() -> lake.with(Graph.of(List.of(changed))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("in partitions by [] but defined with [trading_date]");
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws Exception {
    StoredLake lake = filled();
    TableDefinition changed =
        TableDefinition.table("silver_quotes")
            .reads(TableDefinition.HUB)
            .columns(new StructType().add("price", "string"))
            .build();

    assertThatThrownBy(() -> lake.with(Graph.of(List.of(changed))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Column price of table silver_quotes is stored as DECIMAL(18,8)");
  }

  /** A copy of a lake that was filled once: making tables costs more than copying files. */
  private StoredLake filled() throws Exception {
    if (!Files.exists(filledOnce.resolve("tables"))) {
      StoredLake lake = new StoredLake(spark, filledOnce, graph(QuoteLimits.defaults()));
      lake.append(new RandomHub(SEED, RECORDS).records().subList(0, FILLED));
      lake.catchUp();
    }
    FileUtils.copyDirectory(filledOnce.toFile(), folder.toFile());
    return new StoredLake(spark, folder, graph(QuoteLimits.defaults()));
  }

  /** One table of each kind: of the hub, validated, merged. */
  private static Graph graph(QuoteLimits limits, TableDefinition... more) {
    List<TableDefinition> tables = new ArrayList<>(List.of(more));
    tables.add(BronzeQuotesTable.definition());
    tables.add(
        SilverQuotesTable.definition(
            QuoteExpectations.within(limits),
            new Instruments(),
            new Exclusions(),
            Markets.supplied()));
    tables.add(GoldMinuteBarsTable.definition());
    return Graph.of(tables);
  }

  private static TableDefinition copies() {
    return TableDefinition.table("copies")
        .reads(BronzeQuotesTable.NAME)
        .columns(HubRecords.TYPE)
        .build();
  }

  private Refresh refresh(StoredLake lake) {
    return new Refresh(lake.tables, lake.graph, lake.marks);
  }

  private List<String> broken(StoredLake lake) {
    return new Check(lake.tables, lake.graph, lake.marks)
        .answers()
        .filter(answer -> !answer.kept())
        .map(Check.Answer::promise)
        .toList();
  }

  private String details(StoredLake lake, String table) {
    return new Check(lake.tables, lake.graph, lake.marks)
        .answers()
        .filter(answer -> answer.promise().equals(table + " equals its recomputation"))
        .map(Check.Answer::detail)
        .findFirst()
        .orElseThrow();
  }

  private long count(StoredLake lake, String from) {
    lake.show();
    return spark.sql("select count(*) from " + from).head().getLong(0);
  }
}
