// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.messaging.eventhubs.EventHubProperties;
import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.HubVitals;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.quote.Quote;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Publishes over AMQP. A batch is encoded by the caller's thread, dealt out to the lanes of its
 * symbols' partitions, and completes once. Azure's client tries nothing again by itself: the lanes
 * own the one retry policy, and see each failure as it happens.
 */
@Singleton
@Typed(EventHubsQuotePublisher.class)
public final class EventHubsQuotePublisher implements QuotePublisher, HubVitals {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(45);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final RetryBackoffSpec UNTIL_FOUND =
      Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(5));

  /** Partition ids are numbers in text. */
  private static final Comparator<String> BY_NUMBER = Comparator.comparing(Long::valueOf);

  private final String hubName;
  private final HubClient hub;
  private final ThreadLocal<QuoteEventEncoder> encoders =
      ThreadLocal.withInitial(QuoteEventEncoder::new);
  private final LaneVitals vitals = new LaneVitals();
  private final Mono<Lanes> lanes;
  private final AtomicReference<Optional<Lanes>> known = new AtomicReference<>(Optional.empty());
  private volatile boolean closed;

  /** Connects when it is first asked to. */
  @Inject
  public EventHubsQuotePublisher(ClientFactory clients, GatewaySettings settings) {
    this.hubName = settings.hub().name();
    this.hub = new HubClient(() -> clients.create(hubName, 0));
    this.lanes =
        Mono.defer(() -> hub.current().getEventHubProperties())
            .map(found -> new Lanes(hub, hubName, idsOf(found), vitals))
            .doOnNext(found -> known.set(Optional.of(found)))
            .cache(found -> FOR_EVER, failure -> Duration.ZERO, () -> Duration.ZERO);
  }

  @Override
  public void connect() throws HubException {
    try {
      lanes.block(LONGEST_CONNECT);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  @Override
  public CompletionStage<PublishReport> publish(List<Quote> quotes) {
    OpenBatch batch = new OpenBatch(quotes.size());
    QuoteEventEncoder encoder = encoders.get();
    List<PendingEvent> events = new ArrayList<>(quotes.size());
    List<byte[]> keys = new ArrayList<>(quotes.size());
    for (Quote quote : quotes) {
      events.add(new PendingEvent(quote, encoder.value(quote), batch));
      keys.add(QuoteEventEncoder.key(quote));
    }
    lanes
        .retryWhen(UNTIL_FOUND.filter(failure -> !closed))
        .subscribe(found -> found.add(events, keys), failure -> batch.abandoned());
    return batch.report();
  }

  @Override
  public HubVitals vitals() {
    return this;
  }

  @Override
  public double throttleSeconds() {
    return vitals.throttleSeconds();
  }

  @Override
  public long retries() {
    return vitals.resends();
  }

  @Override
  public long recreations() {
    return hub.recreations();
  }

  @Override
  public void close() {
    closed = true;
    known.get().ifPresent(Lanes::close);
    hub.close();
  }

  private HubException explained(Throwable thrown) {
    SendFailure failure = SendFailure.of(thrown);
    return new HubException(failure.explain(hubName), failure.cause());
  }

  private static List<String> idsOf(EventHubProperties hub) {
    return hub.getPartitionIds().stream().sorted(BY_NUMBER).toList();
  }
}
