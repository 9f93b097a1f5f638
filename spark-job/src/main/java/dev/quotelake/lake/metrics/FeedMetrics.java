// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.MarketCalendar;
import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.gold.RangeSeen;
import dev.quotelake.lake.metrics.NewestQuotes.Feed;
import dev.quotelake.lake.pipeline.store.Tables;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether each provider's quotes are new while their market is open, and how much of the vendor's
 * own range they saw. A market without a calendar has no series: nobody knows when it is open, and
 * its name is whatever a provider says.
 */
final class FeedMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedMetrics.class);

  private final Calendars calendars;
  private final Clock clock;
  private final Map<Feed, Long> newest = new ConcurrentHashMap<>();
  private final Gauge newestQuote;
  private final Gauge rangeSeen;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "feeds");
            made.setDaemon(true);
            return made;
          });

  /** Registers the gauges; each has a series for the providers and markets seen. */
  FeedMetrics(PrometheusRegistry registry, Calendars calendars, Clock clock) {
    this.calendars = calendars;
    this.clock = clock;
    newestQuote =
        Gauge.builder()
            .name("quotelake_lake_newest_quote_timestamp_seconds")
            .help("quoted_at of the newest quote of a provider and market in gold, as a Unix time.")
            .labelNames("provider", "market")
            .register(registry);
    rangeSeen =
        Gauge.builder()
            .name("quotelake_lake_range_seen_ratio")
            .help(
                "Share of the vendor's own range that a provider's quotes saw: the median of its symbols, each on its newest trading day of the last week.")
            .labelNames("provider")
            .register(registry);
    GaugeWithCallback.builder()
        .name("quotelake_lake_market_open")
        .help("1 while the regular session of a market is on whose quotes were seen, breaks excepted; 0 while not.")
        .labelNames("market")
        .callback(callback -> open().forEach((market, open) -> callback.call(open ? 1 : 0, market)))
        .register(registry);
  }

  /** What a micro-batch has to tell, as an aggregate over the minute bars' rows. */
  static Optional<Column> measure(String table) {
    return table.equals(GoldMinuteBarsTable.NAME)
        ? Optional.of(
            NewestQuotes.measure(
                functions.col("provider"),
                functions.col("last.market"),
                functions.col("last.quoted_at")))
        : Optional.empty();
  }

  /** Takes what a micro-batch had to tell, if it held quotes. */
  void batchDone(Map<String, Object> measured) {
    Object value = measured.get(GoldMinuteBarsTable.NAME);
    if (value != null) {
      NewestQuotes.of((byte[]) value).forEach(this::seen);
    }
  }

  /**
   * Looks at the tables from a thread of its own: soon, so that a provider that was mute before the
   * job started is noticed too, and after each interval.
   */
  void watch(Tables tables, Duration interval) {
    thread.scheduleWithFixedDelay(
        () -> look(tables), interval.toMillis() / 20, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look(Tables tables) {
    try {
      tables
          .read(GoldLatestQuotesTable.NAME + "_parts")
          .groupBy("provider", "latest.market")
          .agg(functions.unix_micros(functions.max("latest.quoted_at")))
          .collectAsList()
          .forEach(
              row -> seen(new Feed(row.getString(0), row.getString(1)), row.getLong(2)));
      for (Row row : RangeSeen.byProvider(tables).collectAsList()) {
        rangeSeen.labelValues(row.getString(0)).set(row.getDouble(1));
      }
    } catch (RuntimeException e) {
      LOG.warn("What the feeds saw cannot be told this time: {}", e.toString());
    }
  }

  private void seen(Feed feed, long micros) {
    if (calendars.market(feed.market()).isPresent()) {
      long latest = newest.merge(feed, micros, Math::max);
      newestQuote.labelValues(feed.provider(), feed.market()).set(latest / 1e6);
    }
  }

  private Map<String, Boolean> open() {
    Map<String, Boolean> open = new ConcurrentHashMap<>();
    for (Feed feed : newest.keySet()) {
      MarketCalendar calendar = calendars.market(feed.market()).orElseThrow();
      open.put(feed.market(), calendar.isOpen(clock.instant()));
    }
    return open;
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
