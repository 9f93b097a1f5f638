// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what the types of the settings cannot rule out. */
public final class SettingsCheck {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final int MOST_LOOPS = 64;

  private final List<String> mistakes = new ArrayList<>();

  private SettingsCheck() {}

  /** Every mistake, each a sentence that names the setting and the remedy. */
  public static List<String> mistakes(GatewaySettings settings) {
    SettingsCheck check = new SettingsCheck();
    check.hub(settings);
    check.bounds(settings);
    if (settings.providers().isEmpty()) {
      check.mistakes.add(
          "no provider is set: give one with quotelake.providers.NAME.definition, for example"
              + " quotelake.providers.alpaca.definition=alpaca");
    }
    settings.providers().forEach(check::provider);
    return List.copyOf(check.mistakes);
  }

  private void hub(GatewaySettings settings) {
    HubSettings hub = settings.hub();
    boolean kafka = settings.publisher() == PublisherKind.KAFKA;
    boolean byConnectionString = hub.auth() == HubSettings.Auth.CONNECTION_STRING;
    if (kafka
        && hub.bootstrapServers().isEmpty()
        && hub.namespace().isEmpty()
        && !byConnectionString) {
      mistakes.add(
          "quotelake.hub.bootstrap-servers is missing: give HOST:PORT of the broker, or"
              + " quotelake.hub.namespace for Event Hubs");
    }
    if (settings.watchlist().share() == WatchlistSettings.Share.GROUP && !kafka) {
      mistakes.add(
          "quotelake.watchlist.share=group needs quotelake.publisher=kafka: replicas share through"
              + " a Kafka consumer group");
    }
  }

  private void bounds(GatewaySettings settings) {
    atLeastOne("quotelake.publish.window", settings.publish().window());
    atLeastOne("quotelake.dead-letters.per-second", settings.deadLetters().perSecond());
    notNegative("quotelake.dead-letters.record-limit", settings.deadLetters().recordLimit());
    positive("quotelake.publish.stall", settings.publish().stall());
    positive("quotelake.shutdown.grace", settings.shutdown().grace());
    positive("quotelake.watchlist.refresh", settings.watchlist().refresh());
    if (settings.canary().interval().isNegative()) {
      mistakes.add("quotelake.canary.interval is negative: 0 switches canaries off");
    }
  }

  private void provider(String name, ProviderSettings provider) {
    String prefix = "quotelake.providers." + name + ".";
    if (!NAME.matcher(name).matches() || name.equals("canary")) {
      mistakes.add(
          "quotelake.providers."
              + name
              + ": a provider's name has lower-case letters, digits, - and _, and is not canary");
    }
    if (provider.watchlist().isBlank()) {
      mistakes.add(prefix + "watchlist is empty: an empty request would mean the whole market");
    }
    if (provider.interval().isNegative()) {
      mistakes.add(prefix + "interval is negative: give a duration such as 1s");
    }
    if (provider.concurrency() < 1 || provider.concurrency() > MOST_LOOPS) {
      mistakes.add(
          prefix + "concurrency=" + provider.concurrency() + " is not between 1 and " + MOST_LOOPS);
    }
    provider
        .symbolsPerRequest()
        .ifPresent(most -> atLeastOne(prefix + "symbols-per-request", most));
    positive(prefix + "retry-parked", provider.retryParked());
  }

  private void atLeastOne(String setting, int value) {
    if (value < 1) {
      mistakes.add(setting + "=" + value + " is less than 1");
    }
  }

  private void notNegative(String setting, int value) {
    if (value < 0) {
      mistakes.add(setting + "=" + value + " is negative");
    }
  }

  private void positive(String setting, Duration value) {
    if (value.isZero() || value.isNegative()) {
      mistakes.add(setting + "=" + value + " is not positive: give a duration such as 1s");
    }
  }
}
