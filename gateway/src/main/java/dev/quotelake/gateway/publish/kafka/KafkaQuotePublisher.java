// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.HubVitals;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.QuotePublisher;
import dev.quotelake.gateway.quote.Quote;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes over the Kafka protocol. A batch is encoded by the caller's thread, handed to the
 * producer in one task on the channel's sending thread, and completes once.
 */
@Singleton
@Typed(KafkaQuotePublisher.class)
public final class KafkaQuotePublisher implements QuotePublisher, HubVitals {

  private static final String CHANNEL = "quotes";

  private final HubProducer hub;
  private final String topic;
  private final ThreadLocal<QuoteEventEncoder> encoders =
      ThreadLocal.withInitial(QuoteEventEncoder::new);
  private final AtomicLong resends = new AtomicLong();
  private volatile boolean closed;

  /** Takes the channel's producer. */
  @Inject
  public KafkaQuotePublisher(KafkaClientService kafka, GatewaySettings settings) {
    this.hub = new HubProducer(kafka.getProducer(CHANNEL));
    this.topic = settings.hub().name();
  }

  @Override
  public void connect() throws HubException {
    new KafkaConnection(hub, topic).await();
  }

  @Override
  public CompletionStage<PublishReport> publish(List<Quote> quotes) {
    return new KafkaBatch(hub, quotes, encode(quotes), resends, () -> closed).start();
  }

  @Override
  public HubVitals vitals() {
    return this;
  }

  @Override
  public double throttleSeconds() {
    return hub.metric("produce-throttle-time-avg") / 1_000;
  }

  @Override
  public long retries() {
    return resends.get() + (long) hub.metric("record-retry-total");
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

  private List<ProducerRecord<byte[], byte[]>> encode(List<Quote> quotes) {
    QuoteEventEncoder encoder = encoders.get();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(quotes.size());
    for (Quote quote : quotes) {
      records.add(new ProducerRecord<>(topic, QuoteEventEncoder.key(quote), encoder.value(quote)));
    }
    return records;
  }
}
