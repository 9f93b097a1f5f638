// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.ProviderVitals;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a provider alone that keeps failing. Failures it answers for, such as limits, count not.
 */
final class CircuitProvider extends ProviderDecorator {

  private final CircuitBreaker breaker;

  CircuitProvider(QuoteProvider inner, InstantSource clock) {
    super(inner);
    breaker = new CircuitBreaker(clock);
  }

  @Override
  public QuoteBatch fetch(List<String> symbols) throws ProviderException {
    if (!breaker.letsThrough()) {
      throw new ProviderException(
          Kind.UNAVAILABLE,
          name()
              + " failed "
              + breaker.failures()
              + " times in a row and is left alone for "
              + breaker.untilTrial().toMillis()
              + " ms",
          Optional.of(breaker.untilTrial()),
          null);
    }
    try {
      QuoteBatch batch = inner().fetch(symbols);
      breaker.succeeded();
      return batch;
    } catch (ProviderException failure) {
      if (isIllness(failure.kind())) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
      throw failure;
    } catch (RuntimeException bug) {
      breaker.failed();
      throw bug;
    }
  }

  private static boolean isIllness(Kind kind) {
    return kind == Kind.UNAVAILABLE || kind == Kind.MALFORMED_ANSWER;
  }

  @Override
  public void awaitTurn(int symbols) throws InterruptedException {
    inner().awaitTurn(symbols);
  }

  @Override
  public ProviderVitals vitals() {
    ProviderVitals vitals = inner().vitals();
    return new ProviderVitals(breaker.state(), vitals.quotas(), vitals.rest());
  }
}
