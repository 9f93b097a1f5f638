// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.config.GatewaySettings.CanarySettings;
import dev.quotelake.gateway.publish.InFlightWindow.Credit;
import dev.quotelake.gateway.publish.QuoteOutlet;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Sends a made-up quote every few seconds through the same publisher as the market's, so that the
 * chain is proven when the market is shut. It stands in line for credit like any poll; its times
 * are those of the moment it was due, so waiting for credit shows as lateness. Ends when its thread
 * is interrupted.
 */
public final class Canary implements Runnable {

  private static final String SYMBOL = "~canary";
  private static final Price PRICE = Price.of(BigDecimal.ONE);

  private final QuoteOutlet outlet;
  private final Duration interval;
  private final String instance;
  private final InstantSource clock;

  /**
   * @param instance the gateway it is of, named in its {@code raw}
   */
  public Canary(QuoteOutlet outlet, Duration interval, String instance, InstantSource clock) {
    this.outlet = outlet;
    this.interval = interval;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      for (Instant due = clock.instant(); ; due = next(due)) {
        Duration wait = Duration.between(clock.instant(), due);
        if (!wait.isNegative()) {
          Thread.sleep(wait.toMillis());
        }
        Credit credit = outlet.window().acquire(1);
        outlet.deliver(List.of(quote(due)), credit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The next multiple of the interval after now: canaries that were held up are not made up for.
   */
  private Instant next(Instant due) {
    long behind = Math.max(0, Duration.between(due, clock.instant()).dividedBy(interval));
    return due.plus(interval.multipliedBy(behind + 1));
  }

  private Quote quote(Instant due) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, due);
    return new Quote(
        CanarySettings.PROVIDER,
        SYMBOL,
        PRICE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        micros,
        QuotedAtSource.PROVIDER,
        micros,
        null,
        instance);
  }
}
