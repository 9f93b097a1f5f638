// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;

/** What becomes of records that are no quotes. */
public interface DeadLetterSettings {

  /** Dead letters sent a second at most; the rest is counted. */
  @WithDefault("10")
  int perSecond();

  /** Characters kept of an offending record. */
  @WithDefault("4096")
  int recordLimit();
}
