// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How quotes are handed to the hub. */
public interface PublishSettings {

  /** Quotes that may be asked for or sent and not yet acknowledged, over all providers. */
  @WithDefault("10000")
  int window();

  /** Readiness fails when the oldest batch has waited this long for its acknowledgement. */
  @WithDefault("30s")
  Duration stall();
}
