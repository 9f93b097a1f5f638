// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.publish.HubReach;
import dev.quotelake.gateway.publish.OpenBatches;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the hub acknowledges, or there is nothing to acknowledge. Connections are not counted, for
 * a quiet market lets them go idle.
 */
@Readiness
@Singleton
final class ReadinessCheck implements HealthCheck {

  private final HubReach hub;
  private final OpenBatches open;
  private final Duration stall;

  ReadinessCheck(HubReach hub, OpenBatches open, GatewaySettings settings) {
    this.hub = hub;
    this.open = open;
    this.stall = settings.publish().stall();
  }

  @Override
  public HealthCheckResponse call() {
    Duration oldest = open.oldest().orElse(Duration.ZERO);
    return HealthCheckResponse.named("hub acknowledges")
        .status(hub.reached() && oldest.compareTo(stall) < 0)
        .withData("oldest batch without an answer, seconds", oldest.toSeconds())
        .build();
  }
}
