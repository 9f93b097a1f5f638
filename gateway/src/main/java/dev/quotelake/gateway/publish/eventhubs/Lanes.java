// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * All lanes of a hub. A symbol's partition is chosen here, by the hash that Kafka's producers use,
 * so that it stays the same whichever way the gateway sends.
 */
final class Lanes {

  private final List<PartitionLane> lanes;

  Lanes(HubClient hub, String hubName, List<String> partitions, LaneVitals vitals) {
    this.lanes =
        partitions.stream()
            .map(partition -> new PartitionLane(hub, hubName, partition, vitals))
            .toList();
  }

  /** The place in the hub's list of partitions where events of a key go. */
  static int partitionOf(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Deals events out to their lanes; each event's key is at the same place in the other list. */
  void add(List<PendingEvent> events, List<byte[]> keys) {
    List<List<PendingEvent>> shares =
        IntStream.range(0, lanes.size())
            .<List<PendingEvent>>mapToObj(lane -> new ArrayList<>())
            .toList();
    for (int i = 0; i < events.size(); i++) {
      shares.get(partitionOf(keys.get(i), lanes.size())).add(events.get(i));
    }
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (!shares.get(lane).isEmpty()) {
        lanes.get(lane).add(shares.get(lane));
      }
    }
  }

  void close() {
    lanes.forEach(PartitionLane::close);
  }
}
