// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import dev.quotelake.sandbox.broker.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The gateway's settings of a run, as the file that it reads. */
public final class GatewaySettings {
  /** More than a laptop can ask. */
  private static final String AMPLE = "100000000";

  private static final Map<String, String> KEY = Map.of("key", "sandbox-key");
  private static final Map<String, String> KEY_AND_SECRET =
      Map.of("key-id", "sandbox-key", "secret", "sandbox-secret");

  private final Properties settings = new Properties();

  public GatewaySettings(Ports ports, String bootstrap) {
    settings.setProperty("quarkus.http.host", "localhost");
    settings.setProperty("quarkus.http.port", String.valueOf(ports.gateway()));
    settings.setProperty("quarkus.management.host", "localhost");
    settings.setProperty("quarkus.management.port", String.valueOf(ports.gatewayManagement()));
    settings.setProperty("quotelake.lake-page", "http://localhost:" + ports.lake() + "/");
    settings.setProperty("quotelake.publisher", "kafka");
    settings.setProperty("quotelake.hub.bootstrap-servers", bootstrap);
    settings.setProperty("quotelake.hub.name", Hub.QUOTES);
    settings.setProperty("quotelake.hub.dead-letter-name", Hub.DEAD_LETTERS);
  }

  /**
   * Vendors that the simulator plays, without their limits.
   *
   * @param watchlists for each vendor a file of symbols
   */
  public void poll(Source.Simulator source, String simulator, Map<String, Path> watchlists) {
    watchlists.forEach(
        (vendor, watchlist) -> {
          poll(vendor, vendor, watchlist.toUri().toString(), source);
          set(vendor, "base-url", simulator);
          for (String window : List.of("second", "minute", "hour", "day", "month")) {
            set(vendor, "budget." + window, AMPLE);
          }
          Map<String, String> credentials = vendor.startsWith("alpaca") ? KEY_AND_SECRET : KEY;
          credentials.forEach((key, value) -> set(vendor, "credentials." + key, value));
        });
  }

  /** A provider itself; its secrets stay in the environment. */
  public void poll(Source.Provider source) {
    poll(source.name(), source.definition(), source.watchlist(), source);
    source
        .credentials()
        .forEach(
            (key, variable) -> set(source.name(), "credentials." + key, "${" + variable + "}"));
  }

  private void poll(String provider, String definition, String watchlist, Source source) {
    set(provider, "definition", definition);
    set(provider, "watchlist", watchlist);
    source.poll().ifPresent(it -> set(provider, "interval", it.toString()));
    source.market().ifPresent(it -> set(provider, "market", it));
  }

  private void set(String provider, String name, String value) {
    settings.setProperty("quotelake.providers." + provider + "." + name, value);
  }

  public void write(Path file) {
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, "Written by ops/run at every start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
