// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.AmqpMessageConstant;
import com.azure.messaging.eventhubs.EventData;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A batch of quotes whose events go to several partitions; complete when the last is answered. */
final class OpenBatch {

  private final CompletableFuture<PublishReport> report = new CompletableFuture<>();
  private final List<Reject> refused = new ArrayList<>();
  private final int size;
  private int open;

  OpenBatch(int size) {
    this.size = size;
    this.open = size;
  }

  CompletableFuture<PublishReport> report() {
    return report;
  }

  void refused(Reject quote) {
    synchronized (this) {
      refused.add(quote);
    }
    answered();
  }

  /** The gateway ends before all is answered. */
  synchronized void abandoned() {
    report.completeExceptionally(
        new HubException(open + " quotes were not acknowledged before the gateway ended"));
  }

  /** The hub has stored or refused one. */
  void answered() {
    boolean last;
    synchronized (this) {
      open--;
      last = open == 0;
    }
    if (last) {
      report.complete(new PublishReport(size - refused.size(), List.copyOf(refused)));
    }
  }

  /**
   * @param symbol its key
   * @param raw the provider's own record, or null unless it is kept
   * @param value the encoded event
   * @param batch whom to tell what became of it
   */
  record Event(String symbol, String raw, byte[] value, OpenBatch batch) {

    private static final String PARTITION_KEY =
        AmqpMessageConstant.PARTITION_KEY_ANNOTATION_NAME.getValue();

    /**
     * The event as the hub takes it. It carries the symbol as its partition key, which readers over
     * Kafka see as the record's key, although the partition has been chosen already.
     */
    EventData toEventData() {
      EventData event = new EventData(value);
      event.getRawAmqpMessage().getMessageAnnotations().put(PARTITION_KEY, symbol);
      return event;
    }

    void refuse(String reason, String detail) {
      batch.refused(new Reject(symbol, reason, detail, raw));
    }
  }
}
