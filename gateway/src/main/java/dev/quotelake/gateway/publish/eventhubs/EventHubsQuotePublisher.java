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
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
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
  private final Mono<List<PartitionSender>> senders;
  private volatile List<PartitionSender> known = List.of();
  private volatile boolean closed;

  /** Connects when it is first asked to. */
  public EventHubsQuotePublisher(HubSettings settings, HubAccess access) {
    hubName = settings.name();
    hub = new HubClient(access, settings.amqpEndpoint(), hubName, 0);
    senders =
        Mono.defer(() -> hub.current().getEventHubProperties())
            .map(this::sendersOf)
            .doOnNext(found -> known = found)
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
    List<OpenBatch.Event> events =
        quotes.stream()
            .map(q -> new OpenBatch.Event(q.symbol(), q.raw(), encoder.value(q), batch))
            .toList();
    senders
        .retryWhen(UNTIL_FOUND.filter(failure -> !closed))
        .subscribe(found -> deal(events, found), failure -> batch.abandoned());
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
    known.forEach(PartitionSender::close);
    hub.close();
  }

  private HubException explained(Throwable thrown) {
    SendFailure failure = SendFailure.of(thrown);
    return new HubException(failure.explain(hubName), failure.cause());
  }

  private List<PartitionSender> sendersOf(EventHubProperties found) {
    return found.getPartitionIds().stream()
        .sorted(BY_NUMBER)
        .map(partition -> new PartitionSender(hub, hubName, partition, statistics))
        .toList();
  }

  private static void deal(List<OpenBatch.Event> events, List<PartitionSender> senders) {
    List<List<OpenBatch.Event>> shares =
        IntStream.range(0, senders.size())
            .<List<OpenBatch.Event>>mapToObj(partition -> new ArrayList<>())
            .toList();
    for (OpenBatch.Event event : events) {
      shares.get(partitionOf(QuoteEventEncoder.key(event.symbol()), senders.size())).add(event);
    }
    for (int partition = 0; partition < senders.size(); partition++) {
      if (!shares.get(partition).isEmpty()) {
        senders.get(partition).add(shares.get(partition));
      }
    }
  }

  /**
   * The place in the hub's list of partitions where events of a key go: chosen here, by the hash
   * that Kafka's producers use, so that it stays the same whichever way the gateway sends.
   */
  static int partitionOf(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
