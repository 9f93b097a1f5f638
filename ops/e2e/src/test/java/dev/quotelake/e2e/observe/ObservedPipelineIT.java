// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real programs under a real Prometheus: every name is emitted, every query answers. */
@Tag("drill")
class ObservedPipelineIT {

  /**
   * Queries that rightly give nothing in good times, by panel and number of the query, and why. A
   * drill shows each with data, or promtool does.
   */
  private static final Map<String, String> SILENT_IN_GOOD_TIMES =
      Map.of(
          "Quote flow / To blame 1", "nobody is to blame; every drill of LagDrills names a hop",
          "Quote flow / Firing alerts 1", "nothing fires; every drill of LagDrills makes it",
          "Gateway / Dead letters 1", "no record is unusable; a drill makes some",
          "Data quality / Dead letters by reason 1", "no record is unusable; a drill makes some",
          "Lake / Metrics pushes failed 1", "no Pushgateway is configured");

  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir static Path data;

  private static RunningPipeline pipeline;
  private static PrometheusApi prometheus;

  private final MetricsContract contract = MetricsContract.read();

  @BeforeAll
  static void start() throws Exception {
    pipeline = RunningPipeline.start(data, "--symbols", "50");
    prometheus = new PrometheusApi(pipeline);
    await("every hop is measured and the objective judged")
        .atMost(PATIENCE)
        .until(
            () ->
                prometheus.number("count(quotelake:hop_blame_ratio)", 0) == 5
                    && prometheus.number("count(quotelake:slo_late:ratio_rate3d)", 0) == 1);
  }

  @AfterAll
  static void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void everyTargetIsUp() {
    assertThat(prometheus.query("up{environment=\"sandbox\"} == 1"))
        .extracting(sample -> sample.labels().get("job"))
        .containsExactlyInAnyOrder("quotelake-gateway", "quotelake-lake");
  }

  @Test
  void theGatewayEmitsTheContract() {
    assertEmits("gateway", pipeline.address("gateway") + "/q/metrics");
  }

  @Test
  void theLakeEmitsTheContract() {
    assertEmits("lake", pipeline.address("lake"));
  }

  @Test
  void everyPanelShowsSomething() {
    await("no panel is silent that should not be")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(SILENT_IN_GOOD_TIMES.keySet()).containsAll(silentPanels()));
  }

  @Test
  void everyRecordingRuleRecords() {
    await("every rule has recorded")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (MetricsContract.Metric metric : contract.of("rule")) {
                assertThat(prometheus.query(metric.name())).as(metric.name()).isNotEmpty();
              }
            });
  }

  @Test
  void everyRuleEvaluates() {
    assertThat(prometheus.rulesThatFail()).isEmpty();
  }

  private static List<String> silentPanels() {
    List<String> silent = new ArrayList<>();
    for (Dashboards.Panel panel : Dashboards.panels()) {
      int number = 0;
      for (String query : panel.queries()) {
        number++;
        if (prometheus.query(filledIn(query)).isEmpty()) {
          silent.add(panel + " " + number);
        }
      }
    }
    return silent;
  }

  private void assertEmits(String program, String address) {
    MetricsPage page = new MetricsPage(pipeline.get(address));
    Set<String> seen = new HashSet<>();
    List<String> mistakes = new ArrayList<>();
    for (MetricsPage.Series series : page.series()) {
      // Micrometer's maximum of a timer is not part of the contract.
      if (series.name().endsWith("_max")) {
        continue;
      }
      contract
          .owner(series.name())
          .ifPresentOrElse(
              metric -> {
                seen.add(metric.name());
                mistakes.addAll(mistakes(metric, series, page, program));
              },
              () -> mistakes.add(series.name() + " is not in the contract"));
    }
    contract.of(program).stream()
        .filter(metric -> metric.quiet().isEmpty() && !seen.contains(metric.name()))
        .forEach(metric -> mistakes.add(metric.name() + " is missing"));

    assertThat(new HashSet<>(mistakes)).isEmpty();
    assertThat(page.bounds()).containsExactlyInAnyOrderElementsOf(bounds());
  }

  private List<String> mistakes(
      MetricsContract.Metric metric, MetricsPage.Series series, MetricsPage page, String program) {
    List<String> mistakes = new ArrayList<>();
    Set<String> labels = new HashSet<>(series.labels().keySet());
    labels.remove("le");
    if (!labels.equals(metric.labels())) {
      mistakes.add(metric.name() + " has labels " + labels + ", not " + metric.labels());
    }
    series
        .labels()
        .forEach(
            (label, value) -> {
              if (!contract.allowsValue(label, value)) {
                mistakes.add(
                    label + "=" + value + " of " + metric.name() + " is not in the contract");
              }
            });
    if (!metric.program().equals(program)) {
      mistakes.add(metric.name() + " belongs to the " + metric.program());
    }
    String type = page.type(metric.name());
    if (!metric.type().equals(type)) {
      mistakes.add(metric.name() + " is a " + type + ", not a " + metric.type());
    }
    return mistakes;
  }

  private List<String> bounds() {
    List<String> bounds = new ArrayList<>(List.of("+Inf"));
    contract.buckets().forEach(bucket -> bounds.add(Double.toString(bucket)));
    return bounds;
  }

  private static String filledIn(String query) {
    return query
        .replace("$environment", "sandbox")
        .replace("$instance", ".*")
        .replace("$__rate_interval", "5m")
        .replace("$__range", "5m");
  }
}
