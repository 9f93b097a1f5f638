// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstrumentsTest {
  private static final Clock TEN =
      Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);
  private static final Clock ELEVEN =
      Clock.fixed(Instant.parse("2026-03-02T11:00:00Z"), ZoneOffset.UTC);
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  @Test
  void aQuoteGetsWhatWasKnownWhenItWasQuoted() throws Exception {
    Path csv = csv(" symbol , name,exchange", " IBM ,International Business Machines,XNYS");
    watch(new Instruments(), csv, Duration.ofHours(1), TEN).close();
    csv("symbol,name,exchange,sector", "IBM,IBM Corp.,XNYS,Technology", "AIG,AIG,XNYS,Insurance");

    Instruments again = new Instruments();
    try (AutoCloseable watch = watch(again, csv, Duration.ofHours(1), ELEVEN)) {
      assertThat(enriched(again))
          .containsExactly(
              "AIG 10:59 null null",
              "AIG 11:00 AIG Insurance",
              "IBM 10:59 International Business Machines null",
              "IBM 11:00 IBM Corp. Technology",
              "null 11:00 null null");
    }
    assertThat(history().count()).isEqualTo(3);
  }

  @Test
  void aChangedFileIsReadWhileRunning() throws Exception {
    Path csv = csv("symbol,name", "IBM,International Business Machines");

    try (AutoCloseable watch =
        watch(new Instruments(), csv, Duration.ofMillis(20), Clock.systemUTC())) {
      csv("symbol,name", "IBM,Changed");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(history().count()).isEqualTo(2));
      csv("no,header", "at,all");
      csv("symbol,name", "IBM,Changed again");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(history().count()).isEqualTo(3));
    }
  }

  @Test
  void whatWasWrittenBeforeAChangeIsFoundAgainAfterIt() throws Exception {
    // Given a job that has written a quote with the first list, and reads another one
    Instruments ofTheJob = new Instruments();
    StoredLake lake = new StoredLake(SPARK, folder, graph(ofTheJob));
    InstrumentTable table = new InstrumentTable(lake.tables);
    Path csv = csv("symbol,name", "IBM,International Business Machines");
    ReferenceList list = new ReferenceList(SPARK, csv.toString());
    ofTheJob.watch(list, table, Duration.ofHours(1), TEN).close();
    lake.append(List.of(record(0, "2026-03-02T10:54:30Z")));
    lake.catchUp();
    csv("symbol,name", "IBM,Changed");
    ofTheJob.watch(list, table, Duration.ofHours(1), ELEVEN).close();

    // When quotes come from before and after the time from which on micro-batches use it
    lake.append(List.of(record(1, "2026-03-02T10:59:59Z"), record(2, "2026-03-02T11:00:00Z")));
    lake.catchUp();

    // Then a check that knows only what is stored finds the same
    lake.show();
    assertThat(
            SPARK
                .sql("select instrument_name from silver_quotes order by quoted_at")
                .toJSON()
                .collectAsList())
        .containsExactly(
            "{\"instrument_name\":\"International Business Machines\"}",
            "{\"instrument_name\":\"International Business Machines\"}",
            "{\"instrument_name\":\"Changed\"}");
    Instruments stored = new Instruments();
    stored.load(table);
    assertThat(new Check(lake.tables, graph(stored), lake.marks).answers())
        .allMatch(Check.Answer::kept);
  }

  private static Graph graph(Instruments instruments) {
    return MarketTables.graph(
        QuoteLimits.defaults(), instruments, new Exclusions(), Markets.supplied());
  }

  private static Row record(long offset, String quotedAt) {
    Instant at = Instant.parse(quotedAt);
    long micros = at.getEpochSecond() * 1_000_000;
    byte[] value = EventBytes.of("IBM", micros, micros).encode();
    Timestamp appended = Timestamp.from(at.plusSeconds(1));
    return RowFactory.create("quotes", 0, offset, appended, null, value, null, appended);
  }

  @Test
  void aDeltaTableWillDo() throws Exception {
    String table = folder.resolve("list").toString();
    SPARK.sql("select 'IBM' as symbol, 'Big Blue' as name").write().format("delta").save(table);

    Instruments instruments = new Instruments();
    try (AutoCloseable watch = watch(instruments, Path.of(table), Duration.ofHours(1), TEN)) {
      assertThat(enriched(instruments)).contains("IBM 10:59 Big Blue null");
    }
  }

  @Test
  void withoutAListTheColumnsAreThereAndNull() {
    Dataset<Row> rows = new Instruments().onto(quotes());

    assertThat(rows.columns()).contains(Instruments.COLUMNS.fieldNames());
    assertThat(rows.where("exchange is null and sector is null").count()).isEqualTo(rows.count());
  }

  @Test
  void aListThatIsNotThereOrNoListStopsTheStart() throws Exception {
    assertThatThrownBy(
            () -> watch(new Instruments(), folder.resolve("none.csv"), Duration.ofHours(1), TEN))
        .hasMessageContaining("none.csv")
        .hasMessageContaining("Correct its option");
    Path csv = csv("ticker,name", "IBM,Big Blue");
    assertThatThrownBy(() -> watch(new Instruments(), csv, Duration.ofHours(1), TEN))
        .hasMessageContaining("instruments.csv")
        .hasMessageContaining("it needs [symbol]");
    Path early = csv("symbol,valid_from", "IBM,2026-02-30");
    assertThatThrownBy(() -> watch(new Instruments(), early, Duration.ofHours(1), TEN))
        .hasMessageContaining("instruments.csv: valid_from is 2026-02-30, which is no day");
  }

  private Path csv(String... lines) throws Exception {
    Path written = Files.writeString(folder.resolve("new"), String.join("\n", lines) + "\n");
    return Files.move(
        written, folder.resolve("instruments.csv"), StandardCopyOption.REPLACE_EXISTING);
  }

  private AutoCloseable watch(Instruments instruments, Path list, Duration interval, Clock ahead) {
    return instruments.watch(new ReferenceList(SPARK, list.toString()), store(), interval, ahead);
  }

  private InstrumentTable store() {
    return new InstrumentTable(Tables.at(SPARK, folder + "/tables"));
  }

  private Dataset<Row> history() {
    return SPARK.read().format("delta").load(folder + "/tables/instruments");
  }

  private static Dataset<Row> quotes() {
    return SPARK.sql(
        "select symbol, timestamp(concat('2026-03-02T', t, ':00Z')) as quoted_at, t from values"
            + " ('IBM', '10:59'), ('IBM', '11:00'), ('AIG', '10:59'), ('AIG', '11:00'), (null, '11:00') as q(symbol, t)");
  }

  private static List<String> enriched(Instruments instruments) {
    return instruments
        .onto(quotes())
        .selectExpr(
            "concat_ws(' ', nvl(symbol, 'null'), t, nvl(instrument_name, 'null'), nvl(sector, 'null')) as line")
        .orderBy("line")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
