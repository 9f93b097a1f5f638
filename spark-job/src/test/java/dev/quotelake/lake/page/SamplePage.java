// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.metrics.LagCounts;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.metrics.Readings;
import dev.quotelake.lake.metrics.RecentBatches.Batch;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of a made-up job that has run for a hundred micro-batches. */
final class SamplePage implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-10T20:00:00Z");
  static final LocalDate DAY = LocalDate.of(2026, 3, 10);

  final Graph graph = MarketTables.graph(QuoteLimits.defaults());
  final PrometheusRegistry registry = new PrometheusRegistry();
  final List<Batch> batches = new ArrayList<>();
  private final CandleCache cache;
  private final HTTPServer server;

  SamplePage(CandleSource source) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    cache = new CandleCache(source, CandleCache.Limits.USUAL, Clock.systemUTC());
    LakePage page =
        new LakePage(
            graph,
            () -> List.copyOf(batches),
            () -> Readings.of(registry),
            new CandleSection(cache, Calendars.supplied()),
            Optional.of(URI.create("http://localhost:8080/")),
            clock);
    server = LakeMetrics.server(registry, 0, Optional.of(page));
    measure();
    for (int number = 1; number <= 100; number++) {
      batches.add(batch(number));
    }
  }

  URI address(String path) {
    return URI.create("http://localhost:" + server.getPort() + path);
  }

  @Override
  public void close() {
    server.close();
    cache.close();
  }

  private void measure() {
    Counter rows =
        Counter.builder().name("quotelake_lake_rows_total").labelNames("table").register(registry);
    graph.stored().forEach(table -> rows.labelValues(table.name()).inc(1_234_567));
    Counter.builder()
        .name("quotelake_lake_expectation_records_total")
        .labelNames("table", "expectation", "result")
        .register(registry)
        .labelValues("silver_quotes", "price_positive", "failed")
        .inc(17);
    Gauge.builder()
        .name("quotelake_lake_progress_timestamp_seconds")
        .labelNames("query")
        .register(registry)
        .labelValues("quotelake")
        .set(NOW.getEpochSecond() - 1);
  }

  private Batch batch(int number) {
    Instant start = NOW.minusSeconds(101 - number);
    long failed = number % 40 == 0 ? 3 : 0;
    List<TableCommit> commits =
        graph.tables().stream().map(table -> commit(table, start, number, failed)).toList();
    Map<String, LagCounts> lags =
        Map.of(
            "provider", lags(0.4),
            "append", lags(0.02),
            "bronze", lags(0.6),
            "silver", lags(0.1),
            "gold", lags(0.3),
            "pipeline", lags(1.1),
            "freshness", lags(1.5));
    return new Batch(number, start, Duration.ofMillis(600 + number % 7 * 60), commits, lags);
  }

  private static TableCommit commit(TableDefinition table, Instant at, int number, long failed) {
    boolean judged = table.quarantine().isPresent();
    List<ExpectationCount> counts =
        table.expectations().stream()
            .filter(rule -> rule.name().equals("price_positive"))
            .map(rule -> new ExpectationCount(rule.name(), rule.action().text(), 500, failed))
            .toList();
    long kept = judged ? failed : 0;
    long rows = 500 + number % 13 * 20;
    return new TableCommit(
        table.name(), at, Duration.ofMillis(200), rows, rows - kept, kept, kept, counts);
  }

  private static LagCounts lags(double seconds) {
    LagCounts lags = new LagCounts();
    lags.add(seconds, 400);
    lags.add(seconds * 2, 90);
    lags.add(seconds * 4, 10);
    return lags;
  }

  /** Knows one symbol, with a regular session in New York that has a gap and a correction. */
  record OneSymbol(String provider, String symbol) implements CandleSource {
    @Override
    public List<Instrument> instruments(
        Optional<String> ofProvider, Optional<String> named, int most) {
      boolean known =
          ofProvider.map(provider::equals).orElse(true) && named.map(symbol::equals).orElse(true);
      return known ? List.of(new Instrument(provider, symbol, DAY)) : List.of();
    }

    @Override
    public Day day(String ofProvider, String named, LocalDate date) {
      List<Bar> bars = new ArrayList<>();
      Instant opens = Instant.parse("2026-03-10T13:30:00Z");
      for (int minute = -20; date.equals(DAY) && minute < 390; minute++) {
        if (minute < 200 || minute >= 220) {
          bars.add(bar(opens.plusSeconds(60L * minute), minute));
        }
      }
      return new Day(bars, Optional.of("XNYS"), Optional.of("USD"));
    }

    @Override
    public void cancel() {}

    private static Bar bar(Instant start, int minute) {
      double middle = 181 + 1.4 * Math.sin(minute / 37.0) + 0.25 * Math.sin(minute / 2.3);
      double next = 181 + 1.4 * Math.sin((minute + 1) / 37.0) + 0.25 * Math.sin((minute + 1) / 2.3);
      BigDecimal open = price(middle);
      BigDecimal close = price(next);
      BigDecimal step = price(0.05 + 0.04 * Math.abs(Math.sin(minute)));
      BigDecimal rise =
          BigDecimal.valueOf(900 + Math.round(700 * Math.abs(Math.sin(minute / 9.0))));
      return new Bar(
          start,
          minute < 0 ? "pre" : "regular",
          open,
          open.max(close).add(step),
          open.min(close).subtract(step),
          close,
          Optional.of(
              new Bar.Volume(
                  minute == 100 ? BigDecimal.ZERO : rise,
                  minute == 100 ? BigDecimal.valueOf(-1_500) : BigDecimal.ZERO,
                  minute == 220 ? start.minusSeconds(1_200) : start)));
    }

    private static BigDecimal price(double value) {
      return BigDecimal.valueOf(Math.round(value * 100), 2);
    }
  }
}
