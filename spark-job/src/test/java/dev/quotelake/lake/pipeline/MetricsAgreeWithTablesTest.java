// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.DatabricksQueries;
import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.batch.Flow;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.query.NamedTables;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a job shows as metrics is what SQL computes from the tables it wrote; and the SQL samples
 * run on those tables.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsAgreeWithTablesTest {
  /** The commits of each micro-batch, one row for each quote of silver. */
  private static final String STORED =
      """
      with batches as (
        select batch, o.partition, o.from, o.until,
               max(case when `table` = 'bronze_quotes' then unix_micros(committed_at) end) as bronze,
               max(case when `table` = 'silver_quotes' then unix_micros(committed_at) end) as silver,
               max(case when `table` like 'gold%' then unix_micros(committed_at) end) as gold
        from event_log lateral view explode(offsets) as o group by 1, 2, 3, 4)
      select unix_micros(quoted_at) as quoted, unix_micros(fetched_at) as fetched, unix_micros(appended_at) as appended,
             quoted_at_source = 'provider' as told, bronze, silver, gold
      from silver_quotes as q join batches as b
        on q.partition = b.partition and q.offset >= b.from and q.offset < b.until
      """;

  private final SparkSession spark = LocalSpark.compilingSession();
  private final Graph graph = MarketTables.graph(QuoteLimits.defaults());
  private final LakeMetrics metrics = new LakeMetrics(spark, graph);
  private final Random random = new Random(5);
  private long nextOffset;
  private HTTPServer server;

  @BeforeAll
  void microBatchesOfWhichTheFirstHoldsCanariesOnly(@TempDir Path folder) throws Exception {
    Tables tables = StoredLake.tablesIn(spark, folder);
    new Schemas(tables).prepare(graph);
    Flow flow = new Flow(graph, tables, () -> {}, properties -> {}, metrics.batches());
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", "test");
    flow.call(spark.createDataFrame(records(1), DuplicateMarks.TYPE), 0L);
    for (long batch = 1; batch < 3; batch++) {
      flow.call(spark.createDataFrame(records(300), DuplicateMarks.TYPE), batch);
    }
    new NamedTables(tables, graph).showAll();
    server = metrics.serve(0, Optional.empty());
  }

  @AfterAll
  void close() throws Exception {
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", null);
    metrics.close();
  }

  @Test
  void everyBucketOfEveryHopEqualsARecount() throws Exception {
    String text = scrape();

    spark.sql(STORED).localCheckpoint().createOrReplaceTempView("stored");
    assertBuckets(text, "quotelake_hop_seconds", "hop=\"provider\"", "fetched - quoted", "told", 0);
    assertBuckets(text, "quotelake_hop_seconds", "hop=\"append\"", "appended - fetched", "true", 0);
    assertBuckets(text, "quotelake_hop_seconds", "hop=\"bronze\"", "bronze - appended", "true", 0);
    assertBuckets(text, "quotelake_hop_seconds", "hop=\"silver\"", "silver - bronze", "true", 0);
    assertBuckets(text, "quotelake_hop_seconds", "hop=\"gold\"", "gold - silver", "true", 0);
    assertBuckets(
        text, "quotelake_end_to_end_seconds", "span=\"pipeline\"", "gold - fetched", "true", 0.001);
    assertBuckets(
        text, "quotelake_end_to_end_seconds", "span=\"freshness\"", "gold - quoted", "told", 0.001);
    assertThat(value(text, "quotelake_clock_skew_records_total{hop=\"append\"}"))
        .isEqualTo(
            number("select count_if(appended < fetched) from stored")
                + canariesOf("appended_at < fetched_at"))
        .isPositive();
  }

  @Test
  void everyCountOfEveryTableAndExpectationEqualsARecount() throws Exception {
    String text = scrape();

    for (String table : List.of("bronze_quotes", "silver_quotes", "silver_quarantine", "canary")) {
      assertThat(value(text, "quotelake_lake_rows_total{table=\"" + table + "\"}"))
          .as(table)
          .isEqualTo(number("select count(*) from " + table))
          .isPositive();
    }
    assertThat(value(text, "quotelake_lake_duplicates_total"))
        .isEqualTo(
            number("select count(*) from bronze_quotes")
                - number("select count(*) from silver_quotes")
                - number("select count(*) from silver_quarantine"))
        .isPositive();
    String expectation =
        "quotelake_lake_expectation_records_total{expectation=\"price_positive\",result=\"%s\",table=\"silver_quotes\"}";
    assertThat(value(text, expectation.formatted("failed")))
        .isEqualTo(
            number(
                "select count(*) from silver_quarantine where array_contains(rules,"
                    + " 'price_positive')"))
        .isPositive();
    assertThat(value(text, "quotelake_lake_canary_timestamp_seconds"))
        .isEqualTo(number("select max(unix_micros(fetched_at)) from canary") / 1e6);
  }

  @Test
  void everyLagOfTheEventLogEqualsARecount() {
    List<Row> logged =
        spark
            .sql(
                """
                select batch, `table`, lag_seconds.p50, lag_seconds.p95, lag_seconds.p99,
                       percentile_disc(0.5) within group (order by lag) as half,
                       percentile_disc(0.95) within group (order by lag) as most,
                       percentile_disc(0.99) within group (order by lag) as nearly_all
                from (select l.batch, l.`table`, l.lag_seconds,
                             (unix_micros(l.committed_at) - unix_micros(q.fetched_at)) / 1e6 as lag
                      from (select *, explode(offsets) as o from event_log) as l
                      join (select partition, offset, fetched_at, false as canary from silver_quotes
                            union all
                            select partition, offset, fetched_at, true from canary) as q
                        on q.partition = l.o.partition and q.offset >= l.o.from and q.offset < l.o.until
                           and q.canary = (l.`table` = 'canary'))
                group by all order by 1, 2
                """)
            .collectAsList();

    assertThat(logged).hasSize(3 + 2 * 5);
    for (Row row : logged) {
      for (int quantile = 0; quantile < 3; quantile++) {
        double recount = row.getDouble(5 + quantile);
        assertThat(row.getDouble(2 + quantile))
            .as(row.toString())
            .isBetween(recount - 1e-6, recount + 0.001 * Math.max(1, recount / 10));
      }
    }
  }

  @Test
  void everySqlSampleAndEveryQueryOfDashboardAndAlertsAnswers() throws Exception {
    for (Map.Entry<String, String> query : DatabricksQueries.all().entrySet()) {
      assertThat(spark.sql(query.getValue()).collectAsList()).as(query.getKey()).isNotEmpty();
    }
  }

  @Test
  void theDashboardsPanelsShowColumnsOfTheirQueries() throws Exception {
    Map<String, String> queries = DatabricksQueries.all();
    for (Map.Entry<String, List<String>> panel : DatabricksQueries.columnsOfPanels().entrySet()) {
      assertThat(spark.sql(queries.get("dashboard " + panel.getKey())).columns())
          .contains(panel.getValue().toArray(String[]::new));
    }
  }

  private void assertBuckets(
      String text,
      String metric,
      String label,
      String lagMicros,
      String counted,
      double resolution) {
    TreeMap<Double, Long> shown = new TreeMap<>();
    Matcher bucket =
        Pattern.compile(
                Pattern.quote(metric + "_bucket{flow=\"market\"," + label)
                    + ",le=\"([0-9.]+)\"} (\\d+)")
            .matcher(text);
    while (bucket.find()) {
      shown.put(Double.valueOf(bucket.group(1)), Long.valueOf(bucket.group(2)));
    }
    assertThat(shown).as(label).hasSizeGreaterThan(20);
    Row least = recount(shown, lagMicros, counted, resolution);
    Row most = recount(shown, lagMicros, counted, 0);
    int column = 0;
    for (Map.Entry<Double, Long> upTo : shown.entrySet()) {
      assertThat(upTo.getValue())
          .as("%s up to %s s", label, upTo.getKey())
          .isBetween(least.getLong(column), most.getLong(column));
      column++;
    }
    assertThat(value(text, metric + "_count{flow=\"market\"," + label + "}"))
        .isEqualTo(number("select count_if(" + counted + ") from stored"))
        .isPositive();
  }

  /**
   * Records up to each bound, the bounds lowered by the resolution in seconds or its share of them.
   */
  private Row recount(
      TreeMap<Double, Long> bounds, String lagMicros, String counted, double resolution) {
    String counts =
        bounds.keySet().stream()
            .map(bound -> bound - resolution * Math.max(1, bound))
            .map(bound -> "count_if(%s and lag <= %s)".formatted(counted, bound))
            .collect(Collectors.joining(", "));
    return spark
        .sql(
            "select %s from (select *, greatest(%s, 0) / 1e6 as lag from stored)"
                .formatted(counts, lagMicros))
        .first();
  }

  private double canariesOf(String condition) {
    return number("select count_if(" + condition + ") from canary");
  }

  private double number(String query) {
    return ((Number) spark.sql(query).first().get(0)).doubleValue();
  }

  private static double value(String text, String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  private String scrape() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + "/metrics"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /**
   * Market quotes with lags of all sizes, some of them repeats, invalid or canaries, some with a
   * clock that steps back.
   */
  private List<Row> records(int count) {
    long now = Instant.now().toEpochMilli() * 1_000;
    List<Row> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long appended = now - 1_000 * random.nextInt(20_000);
      long fetched = appended - random.nextInt(900_000) + (i % 20 == 0 ? 1_000_000 : 0);
      long quoted = fetched - (long) Math.pow(10, 3 + 6 * random.nextDouble());
      boolean canary = i % 25 == 0;
      EventBytes event =
          EventBytes.of("S" + i % 7, quoted, fetched)
              .market("24/7")
              .dayVolume(BigDecimal.valueOf(i));
      event = i % 11 == 0 ? event.gatewayTime() : event;
      event = i % 13 == 0 ? event.price("0.00") : event;
      records.add(
          RowFactory.create(
              "quotes",
              i % 2,
              nextOffset++,
              Timestamp.from(Instant.EPOCH.plusNanos(appended * 1_000)),
              (canary ? HubRecords.CANARY_KEY : "S" + i % 7).getBytes(StandardCharsets.UTF_8),
              event.encode(),
              null,
              Timestamp.from(Instant.now()),
              !canary && i % 17 == 0));
    }
    return records;
  }
}
