// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.time.Duration;
import java.util.List;

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

  /** Tells several. */
  static PollObserver all(PollObserver... observers) {
    List<PollObserver> all = List.of(observers);
    return new PollObserver() {
      @Override
      public void waitedForCredit(Duration time) {
        all.forEach(each -> each.waitedForCredit(time));
      }

      @Override
      public void answered(String provider, QuoteBatch answer, int unchanged) {
        all.forEach(each -> each.answered(provider, answer, unchanged));
      }

      @Override
      public void failed(String provider, int symbols, ProviderException failure) {
        all.forEach(each -> each.failed(provider, symbols, failure));
      }

      @Override
      public void finishedRound(String provider, Duration time) {
        all.forEach(each -> each.finishedRound(provider, time));
      }
    };
  }
}
