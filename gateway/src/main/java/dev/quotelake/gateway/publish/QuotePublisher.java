// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.quote.Quote;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The way to the hub of quotes. Safe to call from several threads.
 *
 * <p>A publisher keeps no bound of its own on what is under way: callers hold credit of the {@link
 * InFlightWindow} for every quote they hand over. It owns the one retry policy: what can heal is
 * sent again until it is acknowledged or the publisher is closed, so a stage may stay open for as
 * long as the hub is away.
 */
public interface QuotePublisher extends AutoCloseable {

  /**
   * Waits until the hub has answered once, and throws if it does not.
   *
   * @throws HubException if the hub cannot be reached, refuses us or does not have the hub (topic);
   *     its message says what to do
   */
  void connect() throws HubException;

  /**
   * Sends quotes as one batch. Quotes of one symbol reach the hub in the order they were handed
   * over as long as nothing is sent again.
   *
   * @param quotes at least one
   * @return completes once, when the hub has stored or refused the last quote; exceptionally with a
   *     {@link HubException} only if the publisher is closed before
   */
  CompletionStage<PublishReport> publish(List<Quote> quotes);

  /** How long the hub lately held back our requests, on average, in seconds. */
  double throttleSeconds();

  /** Batches or records sent again since the start, by the publisher or its client. */
  long retries();

  /** Clients replaced since the start because they could not recover. */
  long recreations();

  /** Gives up what is not yet acknowledged and frees the connection. */
  @Override
  void close();
}
