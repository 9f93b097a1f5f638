// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One provider misbehaves in every way it can and gives no quote while another one is well: the
 * gateway lives on, and quotes flow as soon as they can.
 */
@Tag("drill")
class ProviderFaultsDrillIT {
  private static final Duration TO_RECOVER = Duration.ofMinutes(3);
  private static final Duration TO_BITE = Duration.ofSeconds(5);
  private static final Duration LASTING = Duration.ofSeconds(3);
  private static final String PUBLISHED = "quotelake_gateway_quotes_total";

  private static final List<String> FAULTS =
      List.of(
          "{\"provider\": \"alpaca\", \"status\": 500, \"body\": \"\"}",
          "{\"provider\": \"alpaca\", \"status\": 429, \"headers\": {\"Retry-After\": \"2\"}}",
          "{\"provider\": \"alpaca\", \"status\": 429, \"headers\": {\"Retry-After\": \"Wed, 21 Oct 2015 07:28:00 GMT\"}}",
          "{\"provider\": \"alpaca\", \"body\": \"<html><body>maintenance</body></html>\", \"headers\": {\"Content-Type\": \"text/html\"}}",
          "{\"provider\": \"alpaca\", \"body\": \"\"}",
          "{\"provider\": \"alpaca\", \"repeatTo\": 52428800}",
          "{\"provider\": \"alpaca\", \"bytesPerSecond\": 200}",
          "{\"provider\": \"alpaca\", \"body\": \"{\\\"BUS\\\": {\\\"latestTrade\\\": {\\\"p\\\": NaN}}}\"}",
          "{\"provider\": \"alpaca\", \"body\": \"{\\\"BUS\\\": {\\\"latestTrade\\\": {\\\"p\\\": 1e999999}}}\"}",
          "{\"provider\": \"alpaca\", \"bodyBase64\": \"/v8AewAiAH0=\"}",
          "{\"provider\": \"alpaca\", \"cutAfterBytes\": 100}",
          "{\"provider\": \"alpaca\", \"delayMillis\": 20000}");

  @TempDir private Path folder;

  @Test
  void theGatewayOutlivesThemAll() throws InterruptedException {
    try (var run =
        RunningPipeline.start(
            folder, folder.resolve("data"), "--symbols", "50", "--provider", "all")) {
      long gateway = run.pid("gateway");
      for (String fault : FAULTS) {
        run.fault(fault);
        Thread.sleep(TO_BITE.toMillis());
        double published = published(run, "alpaca");
        double others = published(run, "polygon");
        await("the other one is well during " + fault)
            .pollDelay(LASTING)
            .atMost(TO_RECOVER)
            .until(() -> published(run, "polygon") > others);
        assertThat(published(run, "alpaca")).as(fault).isEqualTo(published);
        run.liftFaults();
        await("quotes flow after " + fault)
            .atMost(TO_RECOVER)
            .until(() -> published(run, "alpaca") > published);
      }
      assertThat(run.pid("gateway")).as("the gateway was never restarted").isEqualTo(gateway);
      run.end();
    }
  }

  private static double published(RunningPipeline run, String provider) {
    return run.gatewaySum(PUBLISHED, Map.of("outcome", "published", "provider", provider));
  }
}
