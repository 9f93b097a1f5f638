// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.batch.Compaction;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a random stream is cut into micro-batches, and wherever between two writes the job dies,
 * the tables hold what plain SQL computes from all records at once.
 */
class CrashesChangeNothingTest {

  private static final int RECORDS = 240;

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.compilingSession();

  @ParameterizedTest
  @ValueSource(longs = {20131007, 20240305, 7})
  void tablesEqualOneBatchInPlainSql(long seed) throws Exception {
    // Given a stream with repeats, disorder, late and broken records
    RandomHub hub = new RandomHub(seed, RECORDS);
    StoredLake lake = StoredLake.of(spark, folder);
    Random random = new Random(seed);

    // When it comes in random micro-batches, the job dies at random writes, and some partitions are
    // compacted
    int from = 0;
    int crashes = 0;
    while (from < hub.records().size()) {
      int until = Math.min(hub.records().size(), from + 60 + random.nextInt(120));
      lake.append(hub.records().subList(from, until));
      crashes += catchUpThroughCrashes(lake, random);
      compactSome(lake, random);
      from = until;
    }

    // Then the tables are what they would be without all that
    assertThat(crashes).isPositive();
    lake.show();
    spark.createDataFrame(hub.known(), RandomHub.KNOWN).createOrReplaceTempView("known");
    ExpectedTables.define(spark);
    assertSame(
        "select event_id, partition, offset, symbol, price, day_volume, quoted_at, market, trading_date, session from silver_quotes",
        "expected_silver");
    assertSame("select partition, offset from silver_quarantine", "expected_quarantine");
    assertSame(
        """
        select provider, symbol, trading_date, minute_start, open, high, low, close, average_price, quote_count,
               volume, volume_correction, volume_since from gold_minute_bars""",
        "expected_bars");
    assertSame(
        """
        select provider, symbol, trading_date, bar_start, open, high, low, close, average_price, quote_count,
               volume, volume_correction, volume_since from gold_15_minute_bars""",
        "expected_quarters");
    assertSame(
        """
        select provider, symbol, trading_date, open, high, low, close, volume, vwap, vwap_volume_share, average_price,
               quote_count, regular_open, regular_high, regular_low, regular_close, regular_quote_count,
               minutes_quoted, regular_minutes, longest_gap_seconds, currency_changed, vendor_high from gold_daily_summary""",
        "expected_days");
    assertSame(
        """
        select provider, symbol, trading_date, range_seen, next_previous_close, probable_split, minutes_quoted,
               longest_gap_seconds, currency_changed from gold_reconciliation""",
        "expected_reconciliation");
    assertSame(
        "select provider, symbol, event_id, price, session from gold_latest_quotes",
        "expected_latest");
  }

  private static int catchUpThroughCrashes(StoredLake lake, Random random) throws Exception {
    for (int crashes = 0; ; crashes++) {
      if (crashes < 1) {
        lake.tables.crashAt(random.nextInt(8), random.nextBoolean());
      } else {
        lake.tables.neverCrash();
      }
      try {
        lake.catchUp();
        lake.tables.neverCrash();
        return crashes;
      } catch (StreamingQueryException e) {
        assertThat(e).hasRootCauseInstanceOf(CrashingTables.Crash.class);
      }
    }
  }

  private void compactSome(StoredLake lake, Random random) {
    for (TableDefinition table : lake.graph.tables()) {
      if (table.writeMode() instanceof WriteMode.Merge && random.nextBoolean()) {
        Column[] columns = table.partitioning().stream().map(functions::col).toArray(Column[]::new);
        Dataset<Row> pieces = lake.tables.read(table.storedName()).select(columns);
        new Compaction(table, pieces.head(), random.nextInt(3) - 1).run(lake.tables);
      }
    }
  }

  private void assertSame(String query, String expectedView) {
    Dataset<Row> actual = spark.sql(query);
    Dataset<Row> expected = spark.table(expectedView);
    assertThat(texts(actual)).as(expectedView).containsExactlyInAnyOrderElementsOf(texts(expected));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.toJSON().collectAsList();
  }
}
