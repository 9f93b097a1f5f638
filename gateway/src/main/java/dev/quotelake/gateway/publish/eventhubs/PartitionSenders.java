// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * The senders of a hub's partitions. A symbol's partition is chosen here, by the hash that Kafka's
 * producers use, so that it stays the same whichever way the gateway sends.
 */
final class PartitionSenders {

  private final List<PartitionSender> senders;

  PartitionSenders(
      HubClient hub,
      String hubName,
      List<String> partitions,
      PartitionSender.Statistics statistics) {
    this.senders =
        partitions.stream()
            .map(partition -> new PartitionSender(hub, hubName, partition, statistics))
            .toList();
  }

  /** The place in the hub's list of partitions where events of a key go. */
  static int partitionOf(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Deals events out; each event's key is at the same place in the other list. */
  void add(List<OpenBatch.Event> events, List<byte[]> keys) {
    List<List<OpenBatch.Event>> shares =
        IntStream.range(0, senders.size())
            .<List<OpenBatch.Event>>mapToObj(partition -> new ArrayList<>())
            .toList();
    for (int i = 0; i < events.size(); i++) {
      shares.get(partitionOf(keys.get(i), senders.size())).add(events.get(i));
    }
    for (int partition = 0; partition < senders.size(); partition++) {
      if (!shares.get(partition).isEmpty()) {
        senders.get(partition).add(shares.get(partition));
      }
    }
  }

  void close() {
    senders.forEach(PartitionSender::close);
  }
}
