// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lags Prometheus shows are those the tables hold: every record, in the right bucket. */
@Tag("drill")
class LagAgreementIT {

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String PIPELINE = "quotelake_end_to_end_seconds";
  private static final Map<String, String> MARKET = Map.of("span", "pipeline", "flow", "market");

  /** Each hop and span, as the difference of two times of {@link StoredLags}. */
  private static final Map<String, String> HOPS =
      Map.of(
          "provider", "fetched - quoted",
          "append", "appended - fetched",
          "bronze", "bronze - appended",
          "silver", "silver - bronze",
          "gold", "gold - silver");

  @TempDir static Path data;

  private static RunningPipeline pipeline;
  private static double lastCount;

  private final MetricsContract contract = MetricsContract.read();

  @BeforeAll
  static void run() throws Exception {
    pipeline = RunningPipeline.start(data, "--symbols", "100");
    await("a few thousand quotes are in gold")
        .atMost(PATIENCE)
        .until(() -> lake().value(PIPELINE + "_count", MARKET) > 1000);
    // From here on nothing new comes, so that Prometheus and the tables can be compared.
    pipeline.freeze("gateway");
    await("the lake has written what was under way")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(6))
        .until(LagAgreementIT::countStandsStill);
  }

  @AfterAll
  static void stop() {
    if (pipeline != null) {
      pipeline.thaw("gateway");
      pipeline.close();
    }
  }

  @Test
  void everyBucketOfEveryHopHoldsTheQuotesItShould() {
    Map<String, Double> shown = new LinkedHashMap<>();
    List<String> counts = new ArrayList<>();
    MetricsPage page = lake();
    HOPS.forEach(
        (hop, lag) -> {
          for (Double bucket : contract.buckets()) {
            Map<String, String> labels =
                Map.of("hop", hop, "flow", "market", "le", Double.toString(bucket));
            shown.put(hop + " <= " + bucket, page.value("quotelake_hop_seconds_bucket", labels));
            counts.add(
                "count_if(%s <= %d%s)"
                    .formatted(
                        lag,
                        Math.round(bucket * 1_000_000),
                        hop.equals("provider") ? " AND source <> 'gateway'" : ""));
          }
        });

    List<Double> stored = new StoredLags(pipeline, data).numbers(counts);

    assertThat(new ArrayList<>(shown.values())).as(shown.keySet().toString()).isEqualTo(stored);
  }

  @Test
  void medianAndNinetyNinthPercentileLieInTheSameBucket() {
    PrometheusApi prometheus = new PrometheusApi(pipeline);
    await("Prometheus has scraped the last numbers")
        .atMost(PATIENCE)
        .until(
            () ->
                prometheus.number(
                        "sum(" + PIPELINE + "_count{span=\"pipeline\",flow=\"market\"})", 0)
                    == lake().value(PIPELINE + "_count", MARKET));

    List<Double> stored =
        new StoredLags(pipeline, data)
            .numbers(
                List.of(
                    "percentile(gold - fetched, 0.5) / 1000000",
                    "percentile(gold - fetched, 0.99) / 1000000"));

    assertThat(bucketOf(quantile(prometheus, 0.5))).isEqualTo(bucketOf(stored.get(0)));
    assertThat(bucketOf(quantile(prometheus, 0.99))).isEqualTo(bucketOf(stored.get(1)));
  }

  private double quantile(PrometheusApi prometheus, double quantile) {
    return prometheus.number(
        "histogram_quantile(%s, sum by (le) (%s_bucket{span=\"pipeline\", flow=\"market\"}))"
            .formatted(quantile, PIPELINE),
        Double.NaN);
  }

  private double bucketOf(double seconds) {
    return contract.buckets().stream()
        .filter(bucket -> seconds <= bucket)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static boolean countStandsStill() {
    double before = lastCount;
    lastCount = lake().value(PIPELINE + "_count", MARKET);
    return before == lastCount;
  }

  private static MetricsPage lake() {
    return new MetricsPage(pipeline.get(pipeline.address("lake")));
  }
}
