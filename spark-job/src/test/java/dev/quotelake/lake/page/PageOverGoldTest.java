// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.Flow;
import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import dev.quotelake.lake.pipeline.batch.SourceRange;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a job that writes real tables. */
class PageOverGoldTest {
  private final SparkSession spark = LocalSpark.lakeSession();
  private final SparkSession another = LocalSpark.lakeSession();

  @TempDir private Path folder;
  private StoredLake lake;
  private LakeMetrics metrics;
  private HTTPServer server;
  private long offset;

  @BeforeEach
  void serve() {
    lake = StoredLake.of(spark, folder);
    metrics = new LakeMetrics(spark, lake.graph);
    LakePage page =
        LakePage.of(
            metrics,
            lake.graph,
            Tables.at(another, folder + "/tables"),
            Calendars.supplied(),
            Optional.empty());
    metrics.closes(page);
    server = metrics.serve(0, Optional.of(page));
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", "page");
  }

  @AfterEach
  void close() throws Exception {
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", null);
    metrics.close();
  }

  @Test
  void candlesAreThoseOfTheQuotes() throws Exception {
    write(
        new Flow(lake.graph, lake.tables, () -> {}, properties -> {}, metrics.batches()),
        0,
        quote("2024-06-12T13:29:30Z", "9", "900"),
        quote("2024-06-12T13:30:10Z", "10", "1000"),
        quote("2024-06-12T13:30:50Z", "12", "2000"),
        quote("2024-06-12T13:31:05Z", "11.5", "1500"),
        quote("2024-06-12T13:34:00Z", "11.25", "1800"));

    assertThat(view("/?symbol=ACME"))
        .contains("ACME", "alpaca", "2024-06-12", "market XNYS")
        .contains(">09:30: open 10, high 12, low 10, close 12, volume 1,100<")
        .contains(">09:31: open 11.5, high 11.5, low 11.5, close 11.5, volume 0, taken back 500<")
        .contains(">09:34: open 11.25, high 11.25, low 11.25, close 11.25, volume 300 since 09:32<")
        .contains("no quote from 09:32 to 09:34")
        .doesNotContain(">09:29: ");
    assertThat(view("/?symbol=ACME&hours=whole")).contains(">09:29: open 9, ");
    assertThat(view("/?symbol=ACME&provider=finnhub"))
        .contains("Gold holds no quote of ACME from finnhub.");
    assertThat(view("/?symbol=ACME&day=2024-06-11"))
        .contains("Gold holds no quote of it on 2024-06-11.");
  }

  @Test
  void aViewWaitsForNoMicroBatchAndHoldsNoneUp() throws Exception {
    Held held = new Held(metrics.batches());
    Flow flow = new Flow(lake.graph, lake.tables, held::beforeAWrite, properties -> {}, held);
    held.writesGo.countDown();
    held.endGoes.countDown();
    write(flow, 0, quote("2024-06-12T13:30:10Z", "10", "1000"));
    Held second = new Held(metrics.batches());
    Flow slow = new Flow(lake.graph, lake.tables, second::beforeAWrite, properties -> {}, second);
    Thread stream =
        new Thread(() -> write(slow, 1, quote("2024-06-12T13:31:10Z", "11", "1100")), "stream");
    stream.start();

    second.writing.await();
    assertThat(view("/")).contains(">09:30: open 10, ");
    second.writesGo.countDown();
    second.ending.await();
    assertThat(view("/?symbol=ACME&hours=whole")).contains(">09:31: open 11, ");
    assertThat(stream.isAlive()).isTrue();
    second.endGoes.countDown();
    stream.join();
  }

  private void write(Flow flow, long batch, Row... records) {
    spark.sparkContext().setLocalProperty("sql.streaming.queryId", "page");
    try {
      flow.call(spark.createDataFrame(List.of(records), DuplicateMarks.TYPE), batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Row quote(String at, String price, String dayVolume) {
    Instant quotedAt = Instant.parse(at);
    long micros = quotedAt.toEpochMilli() * 1_000;
    byte[] event =
        EventBytes.of("ACME", micros, micros)
            .price(price)
            .dayVolume(new BigDecimal(dayVolume))
            .encode();
    Timestamp time = Timestamp.from(quotedAt);
    return RowFactory.create("quotes", 0, offset++, time, null, event, null, time, false);
  }

  private String view(String path) throws Exception {
    URI address = URI.create("http://localhost:" + server.getPort() + path);
    String html = "Gold is being asked";
    while (html.contains("Gold is being asked")) {
      html =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
              .body();
    }
    return html;
  }

  /** Holds a micro-batch before its first write, and again when all is written. */
  private static final class Held implements BatchObserver {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch writesGo = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch endGoes = new CountDownLatch(1);
    private final BatchObserver metrics;

    private Held(BatchObserver metrics) {
      this.metrics = metrics;
    }

    private void beforeAWrite() {
      writing.countDown();
      wait(writesGo);
    }

    private static void wait(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public Optional<Column> measure(TableDefinition table) {
      return metrics.measure(table);
    }

    @Override
    public Map<String, LagQuantiles> lags(List<TableCommit> commits, Map<String, Object> measured) {
      return metrics.lags(commits, measured);
    }

    @Override
    public void batchDone(
        BatchId batch,
        List<SourceRange> source,
        List<TableCommit> commits,
        Map<String, Object> measured) {
      metrics.batchDone(batch, source, commits, measured);
      ending.countDown();
      wait(endGoes);
    }
  }
}
