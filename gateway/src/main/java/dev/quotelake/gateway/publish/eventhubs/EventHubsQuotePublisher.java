// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.messaging.eventhubs.EventHubProperties;
import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.publish.HubAccess;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.quote.Quote;
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
 * Publishes over AMQP. A batch is encoded by the caller's thread, dealt out to the senders of its
 * symbols' partitions, and completes once. Azure's client tries nothing again by itself: the
 * senders own the one retry policy, and see each failure as it happens.
 */
public final class EventHubsQuotePublisher implements QuotePublisher {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(45);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final RetryBackoffSpec UNTIL_FOUND =
      Retry.backoff(Long.MAX_VALUE, Backoff.OF_HUB.first()).maxBackoff(Backoff.OF_HUB.longest());

  /** Partition ids are numbers in text. */
  private static final Comparator<String> BY_NUMBER = Comparator.comparing(Long::valueOf);

  private final String hubName;
  private final HubClient hub;
  private final ThreadLocal<QuoteEventEncoder> encoders =
      ThreadLocal.withInitial(QuoteEventEncoder::new);
  private final PartitionSender.Statistics statistics = new PartitionSender.Statistics();
  private final Mono<PartitionSenders> senders;
  private final AtomicReference<Optional<PartitionSenders>> known =
      new AtomicReference<>(Optional.empty());
  private volatile boolean closed;

  /** Connects when it is first asked to. */
  public EventHubsQuotePublisher(HubSettings settings, HubAccess access) {
    hubName = settings.name();
    hub = new HubClient(access, settings.amqpEndpoint(), hubName, 0);
    senders =
        Mono.defer(() -> hub.current().getEventHubProperties())
            .map(found -> new PartitionSenders(hub, hubName, idsOf(found), statistics))
            .doOnNext(found -> known.set(Optional.of(found)))
            .cache(found -> FOR_EVER, failure -> Duration.ZERO, () -> Duration.ZERO);
  }

  @Override
  public void connect() throws HubException {
    try {
      senders.block(LONGEST_CONNECT);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  @Override
  public CompletionStage<PublishReport> publish(List<Quote> quotes) {
    OpenBatch batch = new OpenBatch(quotes.size());
    QuoteEventEncoder encoder = encoders.get();
    List<OpenBatch.Event> events = new ArrayList<>(quotes.size());
    List<byte[]> keys = new ArrayList<>(quotes.size());
    for (Quote quote : quotes) {
      events.add(new OpenBatch.Event(quote, encoder.value(quote), batch));
      keys.add(QuoteEventEncoder.key(quote));
    }
    senders
        .retryWhen(UNTIL_FOUND.filter(failure -> !closed))
        .subscribe(found -> found.add(events, keys), failure -> batch.abandoned());
    return batch.report();
  }

  @Override
  public double throttleSeconds() {
    return statistics.throttleSeconds();
  }

  @Override
  public long retries() {
    return statistics.resends();
  }

  @Override
  public long recreations() {
    return hub.recreations();
  }

  @Override
  public void close() {
    closed = true;
    known.get().ifPresent(PartitionSenders::close);
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
