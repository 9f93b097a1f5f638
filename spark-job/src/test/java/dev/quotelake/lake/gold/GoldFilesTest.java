// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/** How gold lies in files: few a day, and read for the days that are asked for alone. */
class GoldFilesTest {

  private static final int DAYS = 3;
  private static final int QUOTES_A_DAY = 20;
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2024-02-01T00:00:00Z");

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  void aDayIsOneFileAndAMinuteIsFoundAsADayIs() throws Exception {
    // Given quotes of some days of a market without nights, in two micro-batches
    StoredLake lake = StoredLake.of(spark, folder);
    List<Row> records = records();
    lake.append(records.subList(0, records.size() / 2));
    lake.catchUp();
    lake.append(records.subList(records.size() / 2, records.size()));
    lake.catchUp();

    // When the tables are maintained
    assertThat(new Maintenance(lake.tables, Duration.ofDays(7)).of(lake.graph))
        .allMatch(Maintenance.Outcome::done);

    // Then a day is one file, and what was seen of one is read from it alone
    assertThat(lake.tables.read("gold_minute_bars_parts").inputFiles()).hasSize(DAYS);
    assertThat(lake.tables.read("gold_daily_summary_parts").inputFiles()).hasSize(DAYS);
    lake.show();
    assertThat(filesRead("volume is null")).isEqualTo(DAYS);
    assertThat(filesRead("trading_date = date'2024-01-02'")).isEqualTo(1);
    assertThat(
            filesRead(
                "minute_start >= timestamp'2024-01-02 00:00:00' and minute_start < timestamp'2024-01-03 00:00:00'"))
        .isEqualTo(1);
  }

  private List<Row> records() {
    List<Row> records = new ArrayList<>();
    for (int quote = 0; quote < QUOTES_A_DAY; quote++) {
      for (int day = 0; day < DAYS; day++) {
        Instant at = FIRST.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(7L * quote + day));
        long micros = at.toEpochMilli() * 1_000;
        byte[] value = EventBytes.of("S" + quote % 5, micros, micros).market("24/7").encode();
        Timestamp appended = Timestamp.from(LATER);
        records.add(
            RowFactory.create(
                "quotes", 0, (long) records.size(), appended, null, value, null, appended));
      }
    }
    return records;
  }

  /** How many files a query for bars with their volume reads of one table at most. */
  private long filesRead(String where) {
    Dataset<Row> bars = spark.sql("select * from gold_minute_bars where " + where);
    assertThat(bars.collectAsList()).isNotEmpty();
    return filesRead(bars.queryExecution().executedPlan());
  }

  private static long filesRead(SparkPlan plan) {
    long own =
        plan instanceof FileSourceScanExec scan ? scan.metrics().apply("numFiles").value() : 0;
    return JavaConverters.seqAsJavaList(plan.children()).stream()
        .mapToLong(GoldFilesTest::filesRead)
        .reduce(own, Math::max);
  }
}
