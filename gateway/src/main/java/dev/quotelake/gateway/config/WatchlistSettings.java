// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the watchlists are watched and shared. */
public interface WatchlistSettings {

  /** Who polls which symbols. */
  enum Share {
    /** This gateway polls them all. */
    NONE,
    /** The replicas share them through a consumer group on the control hub. */
    GROUP
  }

  /** Who polls which symbols. */
  @WithDefault("none")
  Share share();

  /** The hub (topic) whose partitions are the shares; it holds no data. */
  @WithDefault("quotelake-control")
  String controlName();

  /** The consumer group of the replicas. */
  @WithDefault("quotelake-gateway")
  String group();

  /** A replica that has been silent for this long loses its symbols to the others. */
  @WithDefault("30s")
  Duration sessionTimeout();

  /** How often a watchlist file is looked at for changes. */
  @WithDefault("2s")
  Duration refresh();
}
