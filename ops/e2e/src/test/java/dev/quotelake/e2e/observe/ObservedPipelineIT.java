// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.MetricsPage;
import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real programs under a real Prometheus: every name is emitted, every query answers, and the
 * lags that are shown are those the tables hold. That comes last: no quotes flow any more then.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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
          "Data quality / Range seen 1", "no trading day is over yet; FeedMetricsTest has one",
          "Lake / Metrics pushes failed 1", "no Pushgateway is configured");

  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir static Path folder;

  private static RunningPipeline pipeline;
  private static PrometheusApi prometheus;

  private final MetricsContract contract = MetricsContract.read();

  @BeforeAll
  static void start() {
    pipeline = RunningPipeline.start(folder, folder.resolve("data"), "--symbols", "100");
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
    await("both are scraped in time")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(prometheus.query("up{environment=\"sandbox\"} == 1"))
                    .extracting(sample -> sample.labels().get("job"))
                    .containsExactlyInAnyOrder("quotelake-gateway", "quotelake-lake"));
  }

  @Test
  void theGatewayEmitsTheContract() {
    await("all has been measured once")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(mistakes("gateway", pipeline.gatewayMetrics())).isEmpty());
  }

  @Test
  void theLakeEmitsTheContract() {
    await("all has been measured once")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(mistakes("lake", pipeline.lakeMetrics())).isEmpty());
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
    Map<String, String> rules = prometheus.rules();

    assertThat(rules).containsOnlyKeys(RulesTest.loaded());
    assertThat(rules.values()).containsOnly("ok");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyLagThatIsShownIsStored() {
    stopQuotes();

    var lags = new LagAgreement(contract, lakePage(), prometheus);
    assertThat(LagAgreement.measured(lakePage())).as("quotes measured").isPositive();

    assertThat(lags.stored(pipeline.lake())).containsExactlyEntriesOf(lags.shown());
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

  private Set<String> mistakes(String program, String page) {
    return new EmittedContract(contract, program, new MetricsPage(page)).mistakes();
  }

  @Test
  void nothingIsExcusedThatDoesNotExist() {
    List<String> queries = new ArrayList<>();
    for (Dashboards.Panel panel : Dashboards.panels()) {
      for (int number = 1; number <= panel.queries().size(); number++) {
        queries.add(panel + " " + number);
      }
    }
    assertThat(queries).containsAll(SILENT_IN_GOOD_TIMES.keySet());
  }

  /** Lets the provider fail and waits until every quote that was published is measured. */
  private static void stopQuotes() {
    pipeline.fault("{\"provider\": \"*\", \"status\": 503}");
    await("the gateway has nothing under way")
        .atMost(PATIENCE)
        .until(() -> pipeline.gatewaySum("quotelake_gateway_in_flight_quotes", Map.of()) == 0);
    double published =
        pipeline.gatewaySum("quotelake_gateway_quotes_total", Map.of("outcome", "published"));
    await("the lake has taken what was published")
        .atMost(PATIENCE)
        .until(() -> LagAgreement.accountedFor(lakePage()) == published);
    double measured = LagAgreement.measured(lakePage());
    await("Prometheus has scraped the last numbers")
        .atMost(PATIENCE)
        .until(() -> LagAgreement.measured(prometheus) == measured);
  }

  private static MetricsPage lakePage() {
    return new MetricsPage(pipeline.lakeMetrics());
  }

  private static String filledIn(String query) {
    return query
        .replace("$environment", "sandbox")
        .replace("$instance", ".*")
        .replace("$__rate_interval", "5m")
        .replace("$__range", "5m");
  }
}
