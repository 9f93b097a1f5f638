// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import dev.quotelake.gateway.config.GatewaySettings.CanarySettings;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.GatewaySettings.PublisherKind;
import dev.quotelake.gateway.config.GatewaySettings.WatchlistSettings.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects every mistake in the settings, so that a person is told all of them at once: what their
 * types cannot rule out, and what the parts find that follow a reference in them.
 */
public final class SettingsCheck {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final Pattern MARKET = Pattern.compile("[A-Z0-9]{4}|24/7|FX");
  private static final Pattern SERVER =
      Pattern.compile("[^\\s/:,]+:[0-9]{1,5}|\\[[^\\s/,]+]:[0-9]{1,5}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
  private static final int MOST_LOOPS = 64;

  private final List<String> mistakes = new ArrayList<>();

  /**
   * Looks at the settings themselves.
   *
   * @param environment names of the environment's variables, of which some may be misspelt settings
   */
  public SettingsCheck(GatewaySettings settings, Set<String> environment) {
    mistakes.addAll(KnownSettings.misspelt(environment));
    hub(settings.hub(), settings.publisher() == PublisherKind.KAFKA);
    bounds(settings);
    if (settings.providers().isEmpty()) {
      add(
          "no provider is set: give one with quotelake.providers.NAME.definition, for example quotelake.providers.alpaca.definition=alpaca");
    }
    settings.providers().forEach(this::provider);
  }

  /** Makes a part of the gateway; empty if the settings do not allow it, which is remembered. */
  public <T> Optional<T> attempt(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (SettingsException e) {
      mistakes.addAll(e.mistakes());
      return Optional.empty();
    }
  }

  /** Every mistake so far, each a sentence that names the setting and the remedy. */
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /**
   * @throws SettingsException if there was any mistake
   */
  public void finish() {
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
  }

  private void hub(HubSettings hub, boolean kafka) {
    if (kafka
        && hub.bootstrapServers().isEmpty()
        && hub.namespace().isEmpty()
        && hub.auth() == Auth.NONE) {
      add(
          "quotelake.hub.bootstrap-servers is missing: give HOST:PORT of the broker, or quotelake.hub.namespace for Event Hubs");
    }
    addresses(hub);
    switch (hub.auth()) {
      case NONE -> {
        if (!kafka) {
          add(
              "quotelake.hub.auth=none: Event Hubs lets nobody in unnamed; set it to connection-string, managed-identity or workload-identity");
        }
      }
      case CONNECTION_STRING -> {
        if (hub.connectionString().isEmpty()) {
          add(
              "quotelake.hub.connection-string is missing: quotelake.hub.auth=connection-string needs it");
        }
      }
      case MANAGED_IDENTITY, WORKLOAD_IDENTITY -> {
        if (hub.namespace().isEmpty()) {
          add(
              "quotelake.hub.namespace is missing: with an identity the namespace's host is needed, as NAME.servicebus.windows.net");
        }
      }
    }
  }

  private void addresses(HubSettings hub) {
    hub.bootstrapServers().stream()
        .flatMap(servers -> Stream.of(servers.split(",")))
        .map(String::strip)
        .filter(server -> !SERVER.matcher(server).matches())
        .forEach(
            server ->
                add(
                    "quotelake.hub.bootstrap-servers: '%s' is not HOST:PORT, as localhost:9092 is",
                    server));
    hub.namespace()
        .filter(host -> !HOST.matcher(host).matches())
        .ifPresent(
            host ->
                add(
                    "quotelake.hub.namespace=%s is no host: give it without scheme, port and path, as NAME.servicebus.windows.net",
                    host));
    if (hub.connectionString().isPresent() && hub.auth() != Auth.CONNECTION_STRING) {
      add(
          "quotelake.hub.connection-string is set, but quotelake.hub.auth=%s does not use it: set quotelake.hub.auth=connection-string, or leave it out",
          hub.auth().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private void bounds(GatewaySettings settings) {
    atLeastOne("quotelake.publish.window", settings.publish().window());
    atLeastOne("quotelake.dead-letters.per-second", settings.deadLetters().perSecond());
    if (settings.deadLetters().recordLimit() < 0) {
      add(
          "quotelake.dead-letters.record-limit=%s is negative",
          settings.deadLetters().recordLimit());
    }
    positive("quotelake.publish.stall", settings.publish().stall());
    positive("quotelake.shutdown.grace", settings.shutdown().grace());
    positive("quotelake.watchlist.refresh", settings.watchlist().refresh());
    positive("quotelake.secrets.refresh", settings.secrets().refresh());
    if (settings.canary().interval().isNegative()) {
      add("quotelake.canary.interval is negative: 0 switches canaries off");
    }
    if (settings.watchlist().share() == Share.GROUP
        && settings.publisher() != PublisherKind.KAFKA) {
      add(
          "quotelake.watchlist.share=group needs quotelake.publisher=kafka: replicas share through a Kafka consumer group");
    }
  }

  private void provider(String name, ProviderSettings provider) {
    String prefix = "quotelake.providers." + name + ".";
    if (!NAME.matcher(name).matches() || name.equals(CanarySettings.PROVIDER)) {
      add(
          "quotelake.providers.%s: a provider's name has lower-case letters, digits, - and _, and is not canary",
          name);
    }
    if (provider.watchlist().isBlank()) {
      add("%swatchlist is empty: an empty request would mean the whole market", prefix);
    }
    if (provider.interval().isNegative()) {
      add("%sinterval is negative: give a duration such as 1s", prefix);
    }
    if (provider.concurrency() < 1 || provider.concurrency() > MOST_LOOPS) {
      add("%sconcurrency=%s is not between 1 and %s", prefix, provider.concurrency(), MOST_LOOPS);
    }
    provider
        .symbolsPerRequest()
        .ifPresent(most -> atLeastOne(prefix + "symbols-per-request", most));
    provider
        .market()
        .filter(market -> !MARKET.matcher(market).matches())
        .ifPresent(
            market ->
                add(
                    "%smarket=%s is no market: give an ISO 10383 code such as XNYS, or 24/7, or FX",
                    prefix, market));
    positive(prefix + "retry-parked", provider.retryParked());
  }

  private void atLeastOne(String setting, int value) {
    if (value < 1) {
      add("%s=%s is less than 1", setting, value);
    }
  }

  private void positive(String setting, Duration value) {
    if (value.isZero() || value.isNegative()) {
      add("%s=%s is not positive: give a duration such as 1s", setting, value);
    }
  }

  private void add(String mistake, Object... values) {
    mistakes.add(mistake.formatted(values));
  }
}
