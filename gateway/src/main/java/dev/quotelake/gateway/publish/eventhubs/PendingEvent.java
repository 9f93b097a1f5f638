// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.AmqpMessageConstant;
import com.azure.messaging.eventhubs.EventData;
import dev.quotelake.gateway.publish.PublishReport.Refused;
import dev.quotelake.gateway.quote.Quote;

/**
 * An event on its way.
 *
 * @param quote what it tells
 * @param value the encoded event
 * @param batch whom to tell what became of it
 */
record PendingEvent(Quote quote, byte[] value, OpenBatch batch) {

  private static final String PARTITION_KEY =
      AmqpMessageConstant.PARTITION_KEY_ANNOTATION_NAME.getValue();

  /**
   * The event as the hub takes it. It carries the symbol as its partition key, which readers over
   * Kafka see as the record's key, although the partition has been chosen already.
   */
  EventData toEventData() {
    EventData event = new EventData(value);
    event.getRawAmqpMessage().getMessageAnnotations().put(PARTITION_KEY, quote.symbol());
    return event;
  }

  void refuse(String reason, String detail) {
    batch.refused(new Refused(quote, reason, detail));
  }
}
