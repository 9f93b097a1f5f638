// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import java.time.Duration;
import java.util.List;

/** Tells several. */
public record PollObservers(List<PollObserver> all) implements PollObserver {

  @Override
  public void waitedForCredit(Duration time) {
    all.forEach(each -> each.waitedForCredit(time));
  }

  @Override
  public void answered(String provider, QuoteBatch answer, int unchanged) {
    all.forEach(each -> each.answered(provider, answer, unchanged));
  }

  @Override
  public void failed(String provider, ProviderException failure) {
    all.forEach(each -> each.failed(provider, failure));
  }

  @Override
  public void finishedRound(String provider, Duration time) {
    all.forEach(each -> each.finishedRound(provider, time));
  }
}
