// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.Flow;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import dev.quotelake.lake.source.DuplicateMarks;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Silver and its quarantine built anew from bronze in a lake of one flow: nothing is lost, whatever
 * the batches held, whatever rules changed, wherever the refresh dies.
 */
class RefreshTest {

  private static final Instant NOW = Instant.parse("2024-03-07T15:00:00Z");

  private static final String TABLE = "silver_quotes";
  private static final String QUARANTINE = "silver_quarantine";

  @TempDir static Path filledOnce;
  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final Graph strict = graph(Duration.ofMinutes(5));
  private final Graph lenient = graph(Duration.ofHours(2));
  private CrashingTables tables;
  private final List<String> names = new ArrayList<>();
  private long batch;

  @BeforeEach
  void batchesSomeOfWhichGaveSilverNothing() throws Exception {
    Row[][] batches = {
      {good("A"), good("B"), fromTheFuture("C")},
      {repeated("A")},
      {fromTheFuture("D"), noEvent()}
    };
    if (!Files.exists(filledOnce.resolve("tables"))) {
      tables = new CrashingTables(Tables.at(spark, filledOnce + "/tables"));
      new Schemas(tables).prepare(strict);
      for (Row[] records : batches) {
        come(records);
      }
    }
    FileUtils.copyDirectory(filledOnce.toFile(), folder.toFile());
    tables = new CrashingTables(Tables.at(spark, folder + "/tables"));
    batch = batches.length;
  }

  @AfterEach
  void endTheFlow() {
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", null);
  }

  @Test
  void batchesThatGaveSilverNothingAreNotForgotten() {
    refresh(strict);

    assertHeld(strict, List.of("A", "B"), List.of("C", "D", "none"));
  }

  @Test
  void aQuarantineMayBeEmptyBeforeAndAfter() throws Exception {
    // Given a quarantine that has never held a row
    tables = new CrashingTables(Tables.at(spark, folder + "/others"));
    new Schemas(tables).prepare(strict);
    batch = 0;
    names.clear();
    come(good("A"));
    refresh(strict);
    assertHeld(strict, List.of("A"), List.of());

    // And one that new rules have emptied
    come(fromTheFuture("B"));
    refresh(lenient);
    assertHeld(lenient, List.of("A", "B"), List.of());

    // When they are built anew again, then all is where it was
    refresh(lenient);
    assertHeld(lenient, List.of("A", "B"), List.of());
  }

  @Test
  void rowsGoWhereTodaysRulesPutThemAndNoneIsLostWhereverItDies() {
    // Given rules that let rows of the quarantine pass, and a refresh that dies again and again
    refreshDyingAfter(lenient, QUARANTINE, TABLE);
    refresh(lenient);
    assertHeld(lenient, List.of("A", "B", "C", "D"), List.of("none"));

    // When the rules become strict again, which is the other direction
    refreshDyingAfter(strict, QUARANTINE, TABLE);
    refresh(strict);

    // Then all are back
    assertHeld(strict, List.of("A", "B"), List.of("C", "D", "none"));
  }

  @Test
  void aBatchThatWasCutShortIsFinishedFirst() throws InterruptedException {
    // Given a job that died when it had written to the quarantine
    Row[] records = {good("E"), fromTheFuture("F")};
    tables.crashAt(TABLE, false);
    assertThatThrownBy(() -> come(records)).isInstanceOf(CrashingTables.Crash.class);
    tables.neverCrash();

    // When it is refreshed then, it refuses
    assertThatThrownBy(() -> refresh(strict))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has written to silver_quarantine and is not done");

    // And check looks at what there was before that batch
    assertThat(new Check(tables, strict, marks).answers()).allMatch(Check.Answer::kept);

    // Then the job goes on exactly, and a refresh does, too
    come(records);
    assertHeld(strict, List.of("A", "B", "E"), List.of("C", "D", "F", "none"));
    refresh(strict);
    assertHeld(strict, List.of("A", "B", "E"), List.of("C", "D", "F", "none"));
  }

  @Test
  void aTableThatSomebodyElseWritesToMeanwhileIsBuiltAgain() {
    // Given somebody who commits to silver after its rows were chosen
    AtomicInteger commits = new AtomicInteger();
    Tables busy =
        new CrashingTables(tables) {
          @Override
          public void save(DataFrameWriter<Row> rows, String storedName) {
            if (storedName.equals(TABLE) && commits.getAndIncrement() == 0) {
              tables.set(TABLE, "somebody", "else");
            }
            super.save(rows, storedName);
          }
        };

    // When it is refreshed once, it is refused; with more attempts it comes to an end
    assertThatThrownBy(() -> new Refresh(busy, strict, marks, 1).table(TABLE, false))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("moved from version");
    commits.set(0);
    new Refresh(busy, strict, marks, 2).table(TABLE, false);

    // Then all is where it was
    assertThat(commits).hasValue(2);
    assertHeld(strict, List.of("A", "B"), List.of("C", "D", "none"));
  }

  private void refreshDyingAfter(Graph rules, String... saved) {
    for (String storedName : saved) {
      tables.crashAt(storedName, true);
      assertThatThrownBy(() -> refresh(rules)).isInstanceOf(CrashingTables.Crash.class);
      tables.neverCrash();
      assertThat(held("silver_quotes", "silver_quarantine")).contains("A", "B", "C", "D", "none");
    }
  }

  private void refresh(Graph rules) {
    new Refresh(tables, rules, marks, 1).table("silver_quotes", false);
  }

  private void assertHeld(Graph rules, List<String> silver, List<String> quarantine) {
    assertThat(held("silver_quotes")).containsExactlyInAnyOrderElementsOf(silver);
    assertThat(held("silver_quarantine")).containsExactlyInAnyOrderElementsOf(quarantine);
    assertThat(new Check(tables, rules, marks).answers()).allMatch(Check.Answer::kept);
  }

  private List<String> held(String... storedNames) {
    return Stream.of(storedNames)
        .flatMap(name -> tables.read(name).select("offset").collectAsList().stream())
        .map(row -> names.get((int) row.getLong(0)))
        .toList();
  }

  private void come(Row... records) throws InterruptedException {
    SparkSession ofTheStream = LocalSpark.lakeSession();
    ofTheStream.sparkContext().setLocalProperty("sql.streaming.queryId", "market");
    new Flow(strict, tables, () -> {}, properties -> {}, BatchObserver.NONE)
        .call(ofTheStream.createDataFrame(List.of(records), DuplicateMarks.TYPE), batch);
    batch++;
  }

  private Row good(String symbol) {
    return record(symbol, EventBytes.of(symbol, micros(NOW), micros(NOW)).encode(), false);
  }

  private Row repeated(String symbol) {
    return record(symbol, EventBytes.of(symbol, micros(NOW), micros(NOW)).encode(), true);
  }

  private Row fromTheFuture(String symbol) {
    long quotedAt = micros(NOW.plus(Duration.ofHours(1)));
    return record(symbol, EventBytes.of(symbol, quotedAt, micros(NOW)).encode(), false);
  }

  private Row noEvent() {
    return record("none", new byte[0], false);
  }

  private Row record(String name, byte[] value, boolean duplicate) {
    Timestamp appendedAt = Timestamp.from(NOW.plusMillis(names.size()));
    names.add(name);
    return RowFactory.create(
        "quotes", 0, names.size() - 1L, appendedAt, null, value, null, appendedAt, duplicate);
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1_000;
  }

  private static Graph graph(Duration futureTolerance) {
    QuoteLimits limits = new QuoteLimits(futureTolerance, new BigDecimal(20), new BigDecimal(50));
    return Graph.of(
        List.of(
            BronzeQuotesTable.definition(),
            SilverQuotesTable.definition(
                QuoteExpectations.within(limits),
                new Instruments(),
                new Exclusions(),
                Markets.supplied())));
  }
}
