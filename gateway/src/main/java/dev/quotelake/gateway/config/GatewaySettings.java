// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Everything a person can set of the gateway, under {@code quotelake}. */
@ConfigMapping(prefix = "quotelake")
public interface GatewaySettings {

  /** The way to the hub. */
  @WithDefault("kafka")
  PublisherKind publisher();

  /** Where quotes go. */
  HubSettings hub();

  /** Where quotes come from, by the name each provider has in events, metrics and logs. */
  Map<String, ProviderSettings> providers();

  /** How quotes are handed to the hub. */
  PublishSettings publish();

  /** What becomes of records that are no quotes. */
  DeadLetterSettings deadLetters();

  /** The made-up quote that proves the chain. */
  CanarySettings canary();

  /** How the watchlists are watched and shared. */
  WatchlistSettings watchlist();

  /** How the gateway ends. */
  ShutdownSettings shutdown();

  /** Whether anything is measured. */
  @WithDefault("true")
  boolean metrics();

  /** Name of this replica in its canaries and in the control group; the host name by default. */
  Optional<String> instance();
}
