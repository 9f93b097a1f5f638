// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Prometheus histogram that takes whole batches of counted lags; the client's own takes one
 * observation at a time.
 */
final class LagHistogram implements Collector {
  private final String name;
  private final String help;
  private final Map<Labels, LagCounts> series = new LinkedHashMap<>();

  LagHistogram(String name, String help) {
    this.name = name;
    this.help = help;
  }

  /** Adds to a series; adding empty counts makes it appear with zeros. */
  synchronized void add(Labels labels, LagCounts lags) {
    series.computeIfAbsent(labels, none -> new LagCounts()).add(lags);
  }

  @Override
  public String getPrometheusName() {
    return name;
  }

  @Override
  public synchronized HistogramSnapshot collect() {
    HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder().name(name).help(help);
    series.forEach((labels, lags) -> snapshot.dataPoint(dataPoint(labels, lags)));
    return snapshot.build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot dataPoint(
      Labels labels, LagCounts lags) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int bucket = 0; bucket < LagCounts.UPPER_BOUNDS.length; bucket++) {
      buckets.bucket(LagCounts.UPPER_BOUNDS[bucket], lags.in(bucket));
    }
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(buckets.build())
        .sum(lags.sumSeconds())
        .build();
  }
}
