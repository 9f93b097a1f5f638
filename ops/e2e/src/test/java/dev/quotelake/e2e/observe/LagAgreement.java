// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import dev.quotelake.e2e.Lake;
import dev.quotelake.e2e.MetricsPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lags of the market's quotes as they are shown, beside the same from the tables: how many lie
 * up to the end of each bucket of each hop, and in which bucket the quantiles of the total lie. For
 * a pipeline in which no quotes flow at the moment.
 */
final class LagAgreement {

  private static final String TOTAL = "quotelake_end_to_end_seconds";
  private static final List<Double> QUANTILES = List.of(0.5, 0.99);

  /** Each hop as the difference of two times of {@link StoredLags}. */
  private static final Map<String, String> HOPS =
      Map.of(
          "provider", "fetched - quoted",
          "append", "appended - fetched",
          "bronze", "bronze - appended",
          "silver", "silver - bronze",
          "gold", "gold - silver");

  private final MetricsContract contract;
  private final Map<String, Double> shown = new LinkedHashMap<>();
  private final List<String> counts = new ArrayList<>();

  LagAgreement(MetricsContract contract, MetricsPage lake, PrometheusApi prometheus) {
    this.contract = contract;
    HOPS.forEach((hop, lag) -> contract.buckets().forEach(end -> count(lake, hop, lag, end)));
    for (double quantile : QUANTILES) {
      String expression =
          "histogram_quantile(%s, sum by (le) (%s_bucket{span=\"pipeline\", flow=\"market\"}))"
              .formatted(quantile, TOTAL);
      shown.put(nameOf(quantile), bucketOf(prometheus.number(expression, Double.NaN)));
    }
  }

  /** Quotes the lake has measured. */
  static double measured(MetricsPage lake) {
    return lake.sum(TOTAL + "_count", Map.of("span", "pipeline", "flow", "market"));
  }

  /** These, those that came again, which is when a price moves and moves back, and those aside. */
  static double accountedFor(MetricsPage lake) {
    return measured(lake)
        + lake.sum("quotelake_lake_duplicates_total", Map.of())
        + lake.sum("quotelake_lake_rows_total", Map.of("table", "silver_quarantine"));
  }

  /** Quotes the lake has measured, as Prometheus knows it. */
  static double measured(PrometheusApi prometheus) {
    return prometheus.number(TOTAL + "_count{span=\"pipeline\", flow=\"market\"}", 0);
  }

  /** By name, such as {@code bronze <= 0.5} and {@code quantile 0.99}. */
  Map<String, Double> shown() {
    return shown;
  }

  /** The same, computed by SQL. */
  Map<String, Double> stored(Lake lake) {
    List<String> questions = new ArrayList<>(counts);
    QUANTILES.forEach(
        quantile ->
            questions.add(
                "percentile_disc(%s) WITHIN GROUP (ORDER BY gold - fetched) / 1000000"
                    .formatted(quantile)));
    List<Double> numbers = new StoredLags(lake).numbers(questions);
    Map<String, Double> stored = new LinkedHashMap<>();
    shown.keySet().forEach(name -> stored.put(name, numbers.get(stored.size())));
    QUANTILES.forEach(
        quantile -> stored.computeIfPresent(nameOf(quantile), (name, lag) -> bucketOf(lag)));
    return stored;
  }

  private void count(MetricsPage lake, String hop, String lag, double end) {
    Map<String, String> labels = Map.of("hop", hop, "flow", "market", "le", Double.toString(end));
    shown.put(hop + " <= " + end, lake.sum("quotelake_hop_seconds_bucket", labels));
    // A quote whose provider tells no time has no provider hop.
    String measured = hop.equals("provider") ? " AND source <> 'gateway'" : "";
    counts.add("count_if(%s <= %d%s)".formatted(lag, Math.round(end * 1_000_000), measured));
  }

  private double bucketOf(double seconds) {
    return contract.buckets().stream()
        .filter(end -> seconds <= end)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static String nameOf(double quantile) {
    return "bucket of quantile " + quantile;
  }
}
