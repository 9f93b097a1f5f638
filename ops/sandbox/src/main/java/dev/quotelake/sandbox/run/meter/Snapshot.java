// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import dev.quotelake.sandbox.run.meter.MetricsPage.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All counters at one moment. */
public record Snapshot(Instant at, Map<Series, Double> values) {
  static final Snapshot NOTHING = new Snapshot(Instant.EPOCH, Map.of());

  /** Sum of the series of {@code metric} that have the labels. */
  public long count(String metric, Map<String, String> labels) {
    return Math.round(sum(metric, labels));
  }

  /** By how much a second {@link #count} has grown since {@code earlier}. */
  public double rate(Snapshot earlier, String metric, Map<String, String> labels) {
    double seconds = Duration.between(earlier.at, at).toMillis() / 1_000.0;
    return seconds <= 0 ? 0 : (sum(metric, labels) - earlier.sum(metric, labels)) / seconds;
  }

  /**
   * The value below which {@code share} of a histogram's observations since {@code earlier} lie,
   * interpolated within its bucket; nothing when there were none.
   */
  public OptionalDouble quantile(
      double share, Snapshot earlier, String histogram, Map<String, String> labels) {
    NavigableMap<Double, Double> buckets = buckets(histogram, labels);
    earlier
        .buckets(histogram, labels)
        .forEach((bound, count) -> buckets.merge(bound, -count, Double::sum));
    double all = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
    if (all <= 0) {
      return OptionalDouble.empty();
    }
    double lowerBound = 0;
    double lowerCount = 0;
    for (var bucket : buckets.entrySet()) {
      if (bucket.getValue() >= share * all) {
        if (bucket.getKey().isInfinite()) {
          return OptionalDouble.of(lowerBound);
        }
        double within = (share * all - lowerCount) / (bucket.getValue() - lowerCount);
        return OptionalDouble.of(lowerBound + within * (bucket.getKey() - lowerBound));
      }
      lowerBound = bucket.getKey();
      lowerCount = bucket.getValue();
    }
    return OptionalDouble.of(lowerBound);
  }

  private double sum(String metric, Map<String, String> labels) {
    return values.entrySet().stream()
        .filter(it -> it.getKey().has(metric, labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private NavigableMap<Double, Double> buckets(String histogram, Map<String, String> labels) {
    var buckets = new TreeMap<Double, Double>();
    values.forEach(
        (series, count) -> {
          if (series.has(histogram + "_bucket", labels)) {
            buckets.merge(MetricsPage.number(series.labels().get("le")), count, Double::sum);
          }
        });
    return buckets;
  }
}
