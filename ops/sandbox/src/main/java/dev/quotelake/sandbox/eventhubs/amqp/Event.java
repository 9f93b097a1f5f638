// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One event as it was sent.
 *
 * @param partitionKey its {@code x-opt-partition-key}
 * @param body the bytes of its data section
 */
record Event(Optional<String> partitionKey, byte[] body) {

  /** The key of the Kafka record that this event becomes, as Event Hubs maps it; may be null. */
  byte[] recordKey() {
    return partitionKey.map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }
}
