// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.publish.HubReach;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;

/** Started: the settings are valid, else we would not be here, and the hub has answered once. */
@Startup
@Singleton
final class StartupCheck implements HealthCheck {

  private final HubReach hub;

  StartupCheck(HubReach hub) {
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("hub answered once").status(hub.reached());
    hub.trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
    return answer.build();
  }
}
