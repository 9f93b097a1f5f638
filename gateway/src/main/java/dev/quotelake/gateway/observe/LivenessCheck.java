// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.observe;

import dev.quotelake.gateway.poll.ProviderPolling;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive: every poll loop moves, or waits for something it is right to wait for. An outage of the
 * hub or a provider is no reason to be restarted.
 */
@Liveness
@Singleton
final class LivenessCheck implements HealthCheck {

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final List<ProviderPolling> pollings;

  LivenessCheck(List<ProviderPolling> pollings) {
    this.pollings = pollings;
  }

  @Override
  public HealthCheckResponse call() {
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
