// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.publish.Resends;
import dev.quotelake.gateway.quote.Quote;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Publishes over the Kafka protocol. A batch is encoded by the caller's thread, handed to the
 * producer in one task on the channel's sending thread, and completes once.
 */
public final class KafkaQuotePublisher implements QuotePublisher {

  private static final String CHANNEL = "quotes";
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

  /** Logins that are no accident when no request after them is ever answered. */
  private static final int SEVERAL = 3;

  private final HubProducer hub;
  private final String topic;
  private final ThreadLocal<QuoteEventEncoder> encoders =
      ThreadLocal.withInitial(QuoteEventEncoder::new);
  private final Resends resends = new Resends();
  private volatile boolean closed;

  /** To a hub (topic), with the channel's producer. */
  public KafkaQuotePublisher(KafkaClientService kafka, String topic) {
    this.hub = new HubProducer(kafka.getProducer(CHANNEL));
    this.topic = topic;
  }

  @Override
  public void connect() throws HubException {
    try {
      hub.ask(producer -> producer.partitionsFor(topic)).await().atMost(LONGEST_CONNECT);
    } catch (RuntimeException e) {
      throw new HubException(
          isCutAfterEachLogin()
              ? "the hub lets us in and closes the connection at once, again and again, as namespaces"
                  + " of Event Hubs have done on ApiVersions 4: set quotelake.hub.cap-api-versions=true,"
                  + " or publish over AMQP with quotelake.publisher=eventhubs"
              : SendFailure.explainConnect(e, topic),
          e);
    }
  }

  @Override
  public CompletionStage<PublishReport> publish(List<Quote> quotes) {
    QuoteEventEncoder encoder = encoders.get();
    List<KafkaBatch.Event> events =
        quotes.stream().map(quote -> new KafkaBatch.Event(topic, quote, encoder)).toList();
    return new KafkaBatch(hub, events, resends, () -> closed).start();
  }

  @Override
  public double throttleSeconds() {
    return hub.metric("produce-throttle-time-avg") / 1_000;
  }

  @Override
  public long retries() {
    return resends.count() + (long) hub.metric("record-retry-total");
  }

  @Override
  public long recreations() {
    return hub.recreations();
  }

  @Override
  public void close() {
    closed = true;
    hub.close();
  }

  private boolean isCutAfterEachLogin() {
    return hub.metric("successful-authentication-total") >= SEVERAL
        && hub.metric("response-total") == 0;
  }
}
