// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.config.GatewaySettings.CanarySettings;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.publish.InFlightWindow;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.RecordingHub;
import dev.quotelake.gateway.quote.SampleQuotes;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The series on the page, name by name, as ops/contract/metrics.yaml has them. */
class MetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void countsEachSymbolAskedForOnce() {
    ProviderMeters polls = new ProviderMeters(registry);
    HubMeters deliveries = new HubMeters(registry, () -> Instant.EPOCH);
    QuoteBatch answer =
        new QuoteBatch(
            SampleQuotes.oneEach(5, 1),
            List.of(new Reject("R", "no_price", "No price.", null)),
            List.of("U1", "U2"),
            List.of("E"));

    polls.answered("acme", answer, 2);
    deliveries.delivered(
        "acme",
        new PublishReport(2, List.of(new Reject("S0", "hub_too_large", "too large", null))),
        0);

    String series = "quotelake_gateway_quotes_total{outcome=\"%s\",provider=\"acme\",} %s\n";
    assertThat(registry.scrape())
        .contains(
            series.formatted("published", "2.0"),
            series.formatted("failed", "1.0"),
            series.formatted("unchanged", "2.0"),
            series.formatted("rejected", "1.0"),
            series.formatted("unknown", "2.0"),
            series.formatted("empty", "1.0"),
            "quotelake_gateway_newest_quote_timestamp_seconds{provider=\"acme\",}");
  }

  @Test
  void measuresFromTheCompleteAnswerToTheAcknowledgement() {
    HubMeters deliveries = new HubMeters(registry, () -> Instant.EPOCH.plusMillis(1_040));

    deliveries.delivered("acme", new PublishReport(500, List.of()), 1_000_000);
    deliveries.delivered(CanarySettings.PROVIDER, new PublishReport(1, List.of()), 0);

    assertThat(registry.scrape())
        .contains(
            "quotelake_gateway_publish_seconds_bucket{flow=\"market\",le=\"0.025\",} 0.0\n",
            "quotelake_gateway_publish_seconds_bucket{flow=\"market\",le=\"0.05\",} 1.0\n",
            "quotelake_gateway_publish_seconds_count{flow=\"canary\",} 1.0\n",
            "quotelake_gateway_canaries_total{outcome=\"published\",} 1.0\n");
  }

  @Test
  void countsDeadLettersByReasonAndThoseHeldBack() {
    HubMeters deliveries = new HubMeters(registry, () -> Instant.EPOCH);

    deliveries.deadLettered("no_price");
    deliveries.deadLettered("no_price");
    deliveries.deadLetterSuppressed();

    assertThat(registry.scrape())
        .contains(
            "quotelake_gateway_dead_letters_total{reason=\"no_price\",} 2.0\n",
            "quotelake_gateway_dead_letters_suppressed_total 1.0\n");
  }

  @Test
  void showsTheWindowAndTheHubFromTheStart() throws Exception {
    InFlightWindow window = new InFlightWindow(100);
    window.acquire(30);
    HubMeters meters = new HubMeters(registry, () -> Instant.EPOCH);

    meters.show(window);
    meters.show(new RecordingHub());

    assertThat(registry.scrape())
        .contains(
            "quotelake_gateway_in_flight_quotes 30.0\n",
            "quotelake_gateway_in_flight_limit_quotes 100.0\n",
            "quotelake_gateway_hub_throttle_seconds 0.0\n",
            "quotelake_gateway_producer_recreations_total 0.0\n",
            "quotelake_gateway_retries_total{side=\"hub\",} 0.0\n");
  }

  @Test
  void countsTheTimeSpentWaitingForCredit() {
    ProviderMeters polls = new ProviderMeters(registry);

    polls.waitedForCredit(Duration.ofMillis(1_500));
    polls.waitedForCredit(Duration.ofMillis(500));
    polls.finishedRound("acme", Duration.ofSeconds(2));

    assertThat(registry.scrape())
        .contains(
            "quotelake_gateway_credit_wait_seconds_total 2.0\n",
            "quotelake_gateway_poll_cycle_seconds_bucket{provider=\"acme\",le=\"2.0\",} 1.0\n");
  }
}
