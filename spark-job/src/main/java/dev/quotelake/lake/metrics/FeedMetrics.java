// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.gold.GoldDailySummaryTable;
import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldReconciliationView;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.store.Views;
import dev.quotelake.lake.pipeline.table.Graph;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;

/**
 * Whether each provider's quotes are new while their market is open, and how much of the vendor's
 * own range they saw; looked up in gold now and then beside the stream. A market without a calendar
 * has no series: nobody knows when it is open, and its name is whatever a provider says.
 */
final class FeedMetrics {
  private static final String NEWEST =
      "select provider, market, unix_micros(max(quoted_at)) from (%s) group by provider, market";

  private final Tables tables;
  private final Graph graph;
  private final Calendars calendars;
  private final Clock clock;
  private final Set<String> markets = ConcurrentHashMap.newKeySet();
  private final Gauge newestQuote;
  private final Gauge rangeSeen;

  /** Registers the gauges; each has a series for the providers and markets seen. */
  FeedMetrics(
      PrometheusRegistry registry, Tables tables, Graph graph, Calendars calendars, Clock clock) {
    this.tables = tables;
    this.graph = graph;
    this.calendars = calendars;
    this.clock = clock;
    newestQuote =
        Gauge.builder()
            .name("quotelake_lake_newest_quote_timestamp_seconds")
            .help(
                "quoted_at of the newest quote of a provider and market in gold, as a Unix time; refreshed about every minute.")
            .labelNames("provider", "market")
            .register(registry);
    rangeSeen =
        Gauge.builder()
            .name("quotelake_lake_range_seen_ratio")
            .help(
                "Share of the vendor's range from low to high that a provider's quotes saw: the median of its symbols, each on its newest full trading day of the last week.")
            .labelNames("provider")
            .register(registry);
    GaugeWithCallback.builder()
        .name("quotelake_lake_market_open")
        .help(
            "1 while the regular session of a market is on whose quotes were seen, breaks excepted; 0 while not.")
        .labelNames("market")
        .callback(
            callback -> markets.forEach(market -> callback.call(isOpen(market) ? 1 : 0, market)))
        .register(registry);
  }

  void lookAtNewest() {
    String latest = new Views(tables).query(graph, GoldLatestQuotesTable.NAME);
    for (Row row : tables.sql(NEWEST.formatted(latest)).collectAsList()) {
      String market = row.getString(1);
      if (calendars.market(market).isPresent()) {
        markets.add(market);
        newestQuote.labelValues(row.getString(0), market).set(row.getLong(2) / 1e6);
      }
    }
  }

  void lookAtRanges() {
    String days = tables.identifier(graph.table(GoldDailySummaryTable.NAME).storedName());
    for (Row row : tables.sql(GoldReconciliationView.rangesSeen(days)).collectAsList()) {
      rangeSeen.labelValues(row.getString(0)).set(row.getDouble(1));
    }
  }

  private boolean isOpen(String market) {
    return calendars.market(market).orElseThrow().isOpen(clock.instant());
  }
}
