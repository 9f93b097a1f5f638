// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import dev.quotelake.sandbox.broker.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The gateway's settings of a run, as the file that it reads: every provider at the simulator, with
 * the sandbox's keys.
 */
public final class GatewaySettings {
  /** More than a laptop can ask: the simulator has no limits unless told to. */
  private static final String AMPLE = "100000000";

  private static final Map<String, Map<String, String>> CREDENTIALS =
      Map.of(
          "alpaca", Map.of("key-id", "sandbox-key", "secret", "sandbox-secret"),
          "finnhub", Map.of("key", "sandbox-key"),
          "twelvedata", Map.of("key", "sandbox-key"),
          "polygon", Map.of("key", "sandbox-key"));

  private final Properties settings = new Properties();

  public GatewaySettings(Ports ports, String bootstrap) {
    settings.setProperty("quarkus.http.host", "localhost");
    settings.setProperty("quarkus.http.port", String.valueOf(ports.gateway()));
    settings.setProperty("quarkus.management.host", "localhost");
    settings.setProperty("quarkus.management.port", String.valueOf(ports.gatewayManagement()));
    settings.setProperty("quotelake.publisher", "kafka");
    settings.setProperty("quotelake.hub.bootstrap-servers", bootstrap);
    settings.setProperty("quotelake.hub.name", Hub.QUOTES);
    settings.setProperty("quotelake.hub.dead-letter-name", Hub.DEAD_LETTERS);
  }

  public void poll(List<String> providers, String simulator, Path watchlist, Duration interval) {
    for (String provider : providers) {
      String prefix = "quotelake.providers." + provider + ".";
      settings.setProperty(prefix + "definition", provider);
      settings.setProperty(prefix + "base-url", simulator);
      settings.setProperty(prefix + "watchlist", watchlist.toUri().toString());
      settings.setProperty(prefix + "interval", interval.toString());
      for (String window : List.of("second", "minute", "hour", "day", "month")) {
        settings.setProperty(prefix + "budget." + window, AMPLE);
      }
      CREDENTIALS
          .get(provider)
          .forEach((key, value) -> settings.setProperty(prefix + "credentials." + key, value));
    }
  }

  /** The market whose calendar these providers' quotes live by, in place of the definitions'. */
  public void market(List<String> providers, String market) {
    providers.forEach(it -> settings.setProperty("quotelake.providers." + it + ".market", market));
  }

  public void write(Path file) {
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, "Written by ops/run at every start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
