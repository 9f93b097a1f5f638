// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The clock chain as metrics: quoted, fetched, appended, bronze, silver, gold. Each record that
 * reaches gold is observed once in every hop and total, when its gold commit is known, so the sums
 * of the hops equal the sum of the total.
 */
final class HopLatency {
  /**
   * When the tables of one micro-batch were committed: the driver's clock when each write returned,
   * in microseconds since 1970. The event log keeps the same values as {@code committed_at}, so
   * every lag can be computed again by SQL.
   *
   * @param bronzeMicros bronze_quotes
   * @param silverMicros silver_quotes
   * @param goldMicros the last of the gold tables
   */
  record CommitTimes(long bronzeMicros, long silverMicros, long goldMicros) {}

  private final LagHistogram hops =
      new LagHistogram(
          "quotelake_hop_seconds",
          "Time a record took over one hop of the clock chain, one observation per record and hop.");
  private final LagHistogram spans =
      new LagHistogram(
          "quotelake_end_to_end_seconds",
          "Time a record took over the whole chain until gold was committed, one observation per record and span.");
  private final Gauge skewSeconds;
  private final Counter skewRecords;
  private final Gauge canary;

  /**
   * Registers the series of all hops with zeros, so that rates are right from the first batch on.
   */
  HopLatency(PrometheusRegistry registry) {
    registry.register(hops);
    registry.register(spans);
    skewSeconds =
        Gauge.builder()
            .name("quotelake_clock_skew_seconds")
            .help(
                "The largest step backwards of the clock over this hop in the last micro-batch that held rows.")
            .labelNames("hop")
            .register(registry);
    skewRecords =
        Counter.builder()
            .name("quotelake_clock_skew_records_total")
            .help("Records whose clock went backwards over this hop; they are observed as 0.")
            .labelNames("hop")
            .register(registry);
    canary =
        Gauge.builder()
            .name("quotelake_lake_canary_timestamp_seconds")
            .help(
                "fetched_at of the newest canary that crossed every hop, as a Unix time; 0 before the first.")
            .register(registry);
    record(new FlowClocks(), new FlowClocks(), new CommitTimes(0, 0, 0));
  }

  /**
   * Observes a micro-batch whose tables are all committed.
   *
   * @param market quotes stored in silver
   * @param canaries the gateway's own
   * @param commits when they were committed
   * @return the market's lags by hop and span
   */
  synchronized Map<String, LagCounts> record(
      FlowClocks market, FlowClocks canaries, CommitTimes commits) {
    Map<String, LagCounts> hopsOfMarket = record("market", market, commits);
    Map<String, LagCounts> hopsOfBoth = new LinkedHashMap<>();
    hopsOfMarket.forEach((hop, lags) -> addTo(hopsOfBoth, hop, lags));
    record("canary", canaries, commits).forEach((hop, lags) -> addTo(hopsOfBoth, hop, lags));
    boolean heldRows = market.records() + canaries.records() > 0;
    hopsOfBoth.forEach((hop, lags) -> recordSkew(hop, lags, heldRows));
    canaries
        .newestFetchedMicros()
        .ifPresent(micros -> canary.set(Math.max(canary.get(), micros / 1e6)));
    Map<String, LagCounts> lags = new LinkedHashMap<>(hopsOfMarket);
    lags.putAll(spans(market, commits));
    return lags;
  }

  private static Map<String, LagCounts> spans(FlowClocks clocks, CommitTimes commits) {
    return Map.of(
        "pipeline", clocks.fetched.until(commits.goldMicros()),
        "freshness", clocks.quoted.until(commits.goldMicros()));
  }

  private static void addTo(Map<String, LagCounts> sums, String hop, LagCounts lags) {
    sums.computeIfAbsent(hop, none -> new LagCounts()).add(lags);
  }

  private void recordSkew(String hop, LagCounts lags, boolean heldRows) {
    skewRecords.labelValues(hop).inc(lags.backwards());
    if (heldRows) {
      skewSeconds.labelValues(hop).set(lags.largestStepBackSeconds());
    } else {
      skewSeconds.initLabelValues(hop);
    }
  }

  private Map<String, LagCounts> record(String flow, FlowClocks clocks, CommitTimes commits) {
    Map<String, LagCounts> lags = new LinkedHashMap<>();
    lags.put("provider", clocks.provider);
    lags.put("append", clocks.append);
    lags.put("bronze", clocks.appended.until(commits.bronzeMicros()));
    lags.put("silver", between(commits.bronzeMicros(), commits.silverMicros(), clocks.records()));
    lags.put("gold", between(commits.silverMicros(), commits.goldMicros(), clocks.records()));
    lags.forEach((hop, counts) -> hops.add(Labels.of("hop", hop, "flow", flow), counts));
    spans(clocks, commits)
        .forEach((span, counts) -> spans.add(Labels.of("span", span, "flow", flow), counts));
    return lags;
  }

  private static LagCounts between(long fromMicros, long toMicros, long records) {
    LagCounts lags = new LagCounts();
    if (records > 0) {
      lags.add((toMicros - fromMicros) / 1e6, records);
    }
    return lags;
  }
}
