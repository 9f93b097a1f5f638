// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

/** How a publisher's connection to the hub fares; read when metrics are scraped. */
public interface HubVitals {

  /** How long the hub lately held back our requests, on average, in seconds. */
  double throttleSeconds();

  /** Batches or records sent again since the start, by the publisher or its client. */
  long retries();

  /** Producers replaced since the start because they could not recover. */
  long recreations();
}
