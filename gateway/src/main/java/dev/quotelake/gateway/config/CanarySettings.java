// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The made-up quote that proves the chain from gateway to gold. */
public interface CanarySettings {

  /** Time between two canaries; 0 sends none. */
  @WithDefault("5s")
  Duration interval();
}
