// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the gateway ends. */
public interface ShutdownSettings {

  /** From SIGTERM to the end: polling stops at once, what is in flight is drained. */
  @WithDefault("25s")
  Duration grace();
}
