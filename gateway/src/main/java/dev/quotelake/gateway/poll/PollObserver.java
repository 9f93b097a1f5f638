// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.time.Duration;

/** Is told what the poll loops do, as far as it cares. Implementations are fast and never throw. */
public interface PollObserver {

  /** A loop waited for credit. */
  default void waitedForCredit(Duration time) {}

  /** A provider answered; {@code unchanged} of its quotes are held back. */
  default void answered(String provider, QuoteBatch answer, int unchanged) {}

  /** A request for so many symbols failed for good. */
  default void failed(String provider, int symbols, ProviderException failure) {}

  /** A loop has been through its part of the watchlist. */
  default void finishedRound(String provider, Duration time) {}
}
