// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.metrics;

import dev.quotelake.gateway.poll.ProviderPolling;
import dev.quotelake.gateway.publish.HubConnector;
import dev.quotelake.gateway.publish.QuoteOutlet;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What an orchestrator asks of the gateway: has it started, can it work, is it alive. */
public final class Health {

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private Health() {}

  /** The settings are valid, else we would not be here, and the hub has answered once. */
  public static HealthCheckResponse started(HubConnector hub) {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("hub answered once").status(hub.reached());
    hub.trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
    return answer.build();
  }

  /**
   * The hub acknowledges, or there is nothing to acknowledge. Connections are not counted, for a
   * quiet market lets them go idle.
   *
   * @param stall how long a batch may wait for the hub's answer
   */
  public static HealthCheckResponse ready(HubConnector hub, QuoteOutlet outlet, Duration stall) {
    Duration oldest = outlet.oldestOpen().orElse(Duration.ZERO);
    return HealthCheckResponse.named("hub acknowledges")
        .status(hub.reached() && oldest.compareTo(stall) < 0)
        .withData("oldest batch without an answer, seconds", oldest.toSeconds())
        .build();
  }

  /**
   * Every poll loop moves, or waits for something it is right to wait for. An outage of the hub or
   * a provider is no reason to be restarted.
   */
  public static HealthCheckResponse live(List<ProviderPolling> pollings) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("poll loops move");
    boolean alive = true;
    for (ProviderPolling polling : pollings) {
      Duration silence = polling.silence();
      alive &= silence.compareTo(LONGEST_SILENCE) < 0;
      answer.withData(polling.provider().name() + " silent, seconds", silence.toSeconds());
    }
    return answer.status(alive).build();
  }
}
