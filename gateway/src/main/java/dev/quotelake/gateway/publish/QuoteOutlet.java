// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.publish.InFlightWindow.Credit;
import dev.quotelake.gateway.quote.Quote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes quotes together with the credit for them, and settles it when the hub has answered: each
 * quote is acknowledged, dead-lettered, or counted as lost when the gateway ends before.
 */
public final class QuoteOutlet implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(QuoteOutlet.class);

  private final QuotePublisher publisher;
  private final DeadLetters deadLetters;
  private final InFlightWindow window;
  private final DeliveryObserver observer;

  /** When each batch that the hub has not answered to was handed over, by its credit. */
  private final Map<Credit, Long> open = new ConcurrentHashMap<>();

  public QuoteOutlet(
      QuotePublisher publisher,
      DeadLetters deadLetters,
      InFlightWindow window,
      DeliveryObserver observer) {
    this.publisher = publisher;
    this.deadLetters = deadLetters;
    this.window = window;
    this.observer = observer;
  }

  /** Where the credit for {@link #deliver} comes from. */
  public InFlightWindow window() {
    return window;
  }

  /** Sends quotes of one provider; the credit is given back when the hub has answered. */
  public void deliver(List<Quote> quotes, Credit credit) {
    if (quotes.isEmpty()) {
      credit.close();
      return;
    }
    credit.keep(quotes.size());
    open.put(credit, System.nanoTime());
    // What waits for the answer must not hold the quotes.
    String provider = quotes.get(0).provider();
    long fetchedAtMicros = quotes.get(0).fetchedAtMicros();
    int size = quotes.size();
    publisher
        .publish(quotes)
        .whenComplete(
            (report, failure) -> {
              open.remove(credit);
              credit.close();
              if (failure != null) {
                LOG.errorf("%d quotes of %s are lost: %s", size, provider, failure);
                observer.lost(provider, size);
              } else {
                observer.delivered(provider, report, fetchedAtMicros);
                deadLetter(provider, report.refused());
              }
            });
  }

  /** How long the oldest batch has waited for the hub's answer; empty if none waits. */
  public Optional<Duration> oldestOpen() {
    long now = System.nanoTime();
    return open.values().stream()
        .map(began -> Duration.ofNanos(now - began))
        .max(Duration::compareTo);
  }

  /** How long the hub lately held back our requests, on average. */
  public Duration throttle() {
    return Duration.ofMillis(Math.round(publisher.throttleSeconds() * 1_000));
  }

  /** Tells the dead-letter hub of records that are no quotes. */
  public void deadLetter(String provider, List<Reject> rejects) {
    rejects.forEach(reject -> deadLetters.send(provider, reject));
  }

  /** Gives up what the hub has not answered to. */
  @Override
  public void close() {
    publisher.close();
    deadLetters.close();
  }
}
