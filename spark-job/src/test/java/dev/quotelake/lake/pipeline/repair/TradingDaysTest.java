// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.DaysOfQuotes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.store.FirstDay;
import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.table.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are confined to some days, and days that are taken out. */
class TradingDaysTest {

  private static final LocalDate FIRST = LocalDate.parse("2024-03-05");
  private static final LocalDate SECOND = LocalDate.parse("2024-03-06");
  private static final LocalDate THIRD = LocalDate.parse("2024-03-07");

  @TempDir static Path filledOnce;
  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private StoredLake lake;

  @BeforeEach
  void threeDays() throws Exception {
    if (!Files.exists(filledOnce.resolve("tables"))) {
      StoredLake filled = StoredLake.of(spark, filledOnce);
      filled.append(
          new DaysOfQuotes()
              .canary("2024-03-05T14:00:00Z")
              .quote("A", "2024-03-05T15:00:00Z", "100")
              .late("A", "2024-03-05T15:00:00Z", "100", "2024-03-05T15:00:05Z")
              .quote("B", "2024-03-05T15:01:00Z", "50")
              .quote("C", "2024-03-05T15:02:00Z", "0")
              .noise("2024-03-05T15:03:00Z")
              .quote("A", "2024-03-06T15:00:00Z", "101")
              .quote("B", "2024-03-06T15:01:00Z", "51")
              .canary("2024-03-07T14:00:00Z")
              .quote("A", "2024-03-07T15:00:00Z", "102")
              .noise("2024-03-07T15:03:00Z")
              .late("LATE", "2024-03-05T16:00:00Z", "7", "2024-03-07T15:04:00Z")
              .records());
      filled.catchUp();
    }
    FileUtils.copyDirectory(filledOnce.toFile(), folder.toFile());
    lake = StoredLake.of(spark, folder);
  }

  @Test
  void checkSeesTheDaysItIsAskedFor() {
    lake.tables.open("silver_quotes").delete("symbol = 'A' and trading_date = '2024-03-05'");
    lake.tables.open("silver_quarantine").delete("appended_at < '2024-03-06'");

    assertThat(broken(days(SECOND, THIRD))).isEmpty();
    assertThat(broken(days(FIRST, FIRST)))
        .anyMatch(
            answer ->
                answer.promise().equals("silver_quotes equals its recomputation")
                    && answer
                        .detail()
                        .startsWith("1 rows missing, 0 too many; missing: (event_id="))
        .anyMatch(
            answer ->
                answer.promise().startsWith("bronze_quotes = silver_quotes + silver_quarantine")
                    && answer
                        .detail()
                        .startsWith("6 = 2 + 0 + 1; in neither: (partition=0 offset="));
    assertThat(broken(TradingDates.ALL)).isNotEmpty();
  }

  @Test
  void refreshRepairsTheDaysItIsAskedFor() {
    lake.tables.open("silver_quotes").delete("symbol = 'A'");
    lake.tables.open("silver_quarantine").delete();
    lake.tables.open("gold_minute_bars_parts").delete("symbol = 'B'");

    refresh(days(SECOND, THIRD));
    assertThat(broken(days(SECOND, THIRD))).isEmpty();
    assertThat(count("silver_quotes where symbol = 'A'")).isEqualTo(2);
    assertThat(count("silver_quarantine")).isEqualTo(1);

    refresh(days(FIRST, FIRST));
    assertThat(broken(TradingDates.ALL)).isEmpty();
  }

  @Test
  void oldDaysGoOutOfAllTablesAndCheckHoldsFromThere() throws Exception {
    // When the first day is taken out
    assertThat(new Expiry(lake.tables, lake.graph).before(SECOND))
        .contains("silver_quotes: 3 rows are gone", "bronze_quotes: 5 rows are gone");

    // Then nothing is left of it but the record that came two days late
    assertThat(count("bronze_quotes where appended_at < '2024-03-06'")).isZero();
    assertThat(count("bronze_quotes")).isEqualTo(5);
    assertThat(count("canary")).isEqualTo(1);
    assertThat(count("silver_quotes where trading_date < '2024-03-06'")).isZero();
    assertThat(count("silver_quarantine")).isEqualTo(1);
    assertThat(count("gold_minute_bars where trading_date < '2024-03-06'")).isZero();
    assertThat(count("gold_daily_summary where trading_date < '2024-03-06'")).isZero();
    assertThat(count("gold_latest_quotes where symbol = 'LATE'")).isZero();
    assertThat(count("gold_latest_quotes")).isEqualTo(2);
    assertThat(answers(TradingDates.ALL))
        .allMatch(Check.Answer::kept)
        .anyMatch(answer -> answer.detail().startsWith("batches 0 to 0 of "));
    assertThat(new Expiry(lake.tables, lake.graph).before(SECOND))
        .hasSize(7)
        .allMatch(line -> line.endsWith(": 0 rows are gone"));

    // And the job goes on, with a hub that counts from zero again, also with quotes of days that
    // are gone, and so does refresh
    lake.append(
        new DaysOfQuotes()
            .quote("A", "2024-03-08T15:00:00Z", "103")
            .late("OLDER", "2024-03-04T16:00:00Z", "7", "2024-03-08T15:04:00Z")
            .records());
    lake.catchUp();
    assertThat(broken(TradingDates.ALL)).isEmpty();
    refresh(TradingDates.ALL);
    assertThat(broken(TradingDates.ALL)).isEmpty();

    // And those days cannot be asked for, nor can they come back
    assertThatThrownBy(() -> refresh(days(FIRST, THIRD)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The days before 2024-03-06 were taken out");
    assertThatThrownBy(() -> new Expiry(lake.tables, lake.graph).before(FIRST))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("gone already");
  }

  @Test
  void theEventLogGoesOnCountingWhenItsOldRowsAreGone() throws Exception {
    // Given batches that were all committed before tomorrow
    lake.append(new DaysOfQuotes().quote("A", "2024-03-08T15:00:00Z", "103").records());
    lake.catchUp();

    // When all days before tomorrow go
    new Expiry(lake.tables, lake.graph).before(LocalDate.now(ZoneOffset.UTC).plusDays(1));

    // Then one row a table stands for the first batch, and the newest is there
    assertThat(lake.tables.read("event_log").where("operation = 'batch'").select("batch"))
        .satisfies(rows -> assertThat(rows.distinct().collectAsList()).hasToString("[[1]]"));
    assertThat(count("event_log where operation = 'expiry' and batch = 0")).isEqualTo(6);
    assertThat(count("bronze_quotes")).isZero();
    assertThat(broken(TradingDates.ALL)).isEmpty();

    // And the job goes on from there
    lake.append(new DaysOfQuotes().quote("A", "2024-03-08T15:01:00Z", "104").records());
    lake.catchUp();
    assertThat(count("bronze_quotes")).isEqualTo(1);
    assertThat(broken(TradingDates.ALL)).isEmpty();
  }

  @Test
  void anExpiryThatWasCutShortIsFinishedByTheNext() {
    lake.tables.crashAt("event_log", false);
    assertThatThrownBy(() -> new Expiry(lake.tables, lake.graph).before(SECOND))
        .isInstanceOf(CrashingTables.Crash.class);
    lake.tables.neverCrash();
    assertThat(broken(TradingDates.ALL))
        .extracting(Check.Answer::promise)
        .contains("event_log counts every record of the hub");

    new Expiry(lake.tables, lake.graph).before(SECOND);

    assertThat(broken(TradingDates.ALL)).isEmpty();
    assertThat(new FirstDay(lake.tables).read()).contains(SECOND);
  }

  @Test
  void nothingIsTakenOutOfALakeThatDoesNotAddUp() {
    lake.tables.open("bronze_quotes").delete("offset = 7");

    assertThatThrownBy(() -> new Expiry(lake.tables, lake.graph).before(SECOND))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not add up")
        .hasMessageContaining(
            "12 logged, 11 stored; by partition: (partition=0 logged=12 stored=11)");
    assertThat(count("silver_quotes where trading_date = '2024-03-05'")).isEqualTo(3);
  }

  private static TradingDates days(LocalDate from, LocalDate to) {
    return new TradingDates(Optional.of(from), Optional.of(to));
  }

  private void refresh(TradingDates days) {
    new Refresh(lake.tables, lake.graph, lake.marks).table("silver_quotes", true, days);
  }

  private List<Check.Answer> broken(TradingDates days) {
    return answers(days).stream().filter(answer -> !answer.kept()).toList();
  }

  private List<Check.Answer> answers(TradingDates days) {
    return new Check(lake.tables, lake.graph, lake.marks, days).answers().toList();
  }

  private long count(String from) {
    lake.show();
    Row row = spark.sql("select count(*) from " + from).head();
    return row.getLong(0);
  }
}
