// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

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
public final class ClockChain {
  private static final String PROVIDER = "provider";
  private static final String APPEND = "append";
  private static final String BRONZE = "bronze";
  private static final String SILVER = "silver";
  private static final String GOLD = "gold";

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
  public ClockChain(PrometheusRegistry registry) {
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
    record(new BatchClocks(), new CommitTimes(0, 0, 0));
  }

  /** Observes a micro-batch whose tables are all committed. */
  public synchronized void record(BatchClocks clocks, CommitTimes commits) {
    Map<String, LagCounts> market = record("market", clocks.market, commits);
    Map<String, LagCounts> canaries = record("canary", clocks.canary, commits);
    boolean heldRows = clocks.market.records() + clocks.canary.records() > 0;
    market.forEach(
        (hop, lags) -> {
          LagCounts of = canaries.get(hop);
          skewRecords.labelValues(hop).inc(lags.backwards() + of.backwards());
          double worst = Math.max(lags.largestStepBackSeconds(), of.largestStepBackSeconds());
          if (heldRows) {
            skewSeconds.labelValues(hop).set(worst);
          } else {
            skewSeconds.labelValues(hop);
          }
        });
    clocks
        .canary
        .newestFetchedMicros()
        .ifPresent(micros -> canary.set(Math.max(canary.get(), micros / 1e6)));
  }

  private Map<String, LagCounts> record(String flow, FlowClocks clocks, CommitTimes commits) {
    Map<String, LagCounts> lags = new LinkedHashMap<>();
    lags.put(PROVIDER, clocks.provider);
    lags.put(APPEND, clocks.append);
    lags.put(BRONZE, clocks.appended.until(commits.bronzeMicros()));
    lags.put(SILVER, between(commits.bronzeMicros(), commits.silverMicros(), clocks.records()));
    lags.put(GOLD, between(commits.silverMicros(), commits.goldMicros(), clocks.records()));
    lags.forEach((hop, counts) -> hops.add(Labels.of("hop", hop, "flow", flow), counts));
    spans.add(
        Labels.of("span", "pipeline", "flow", flow), clocks.fetched.until(commits.goldMicros()));
    spans.add(
        Labels.of("span", "freshness", "flow", flow), clocks.quoted.until(commits.goldMicros()));
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
