// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What the job's counters and gauges say at one moment. */
public final class Readings {
  private final Map<String, Map<Labels, Double>> values = new HashMap<>();

  private Readings() {}

  /** What the registry's metrics of the lake say now. */
  public static Readings of(PrometheusRegistry registry) {
    Readings readings = new Readings();
    registry.scrape(name -> name.contains("_lake_")).forEach(readings::add);
    return readings;
  }

  private void add(MetricSnapshot metric) {
    Map<Labels, Double> series = new HashMap<>();
    for (DataPointSnapshot point : metric.getDataPoints()) {
      if (point instanceof CounterDataPointSnapshot counter) {
        series.put(point.getLabels(), counter.getValue());
      } else if (point instanceof GaugeDataPointSnapshot gauge) {
        series.put(point.getLabels(), gauge.getValue());
      }
    }
    String name = metric.getMetadata().getName();
    values.put(metric instanceof CounterSnapshot ? name + "_total" : name, series);
  }

  /**
   * The value of a series.
   *
   * @param metric as {@code ops/contract/metrics.yaml} names it
   * @param labels names and values in turn
   * @return nothing before it was first set
   */
  public OptionalDouble value(String metric, String... labels) {
    Double value = values.getOrDefault(metric, Map.of()).get(Labels.of(labels));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
