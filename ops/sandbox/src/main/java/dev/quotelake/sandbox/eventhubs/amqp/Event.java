// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;

/**
 * One event as it was sent.
 *
 * @param partitionKey its {@code x-opt-partition-key}
 * @param body the bytes of its data section
 */
record Event(Optional<String> partitionKey, byte[] body) {

  /** Message format of a batch: each data section of the envelope is a whole encoded message. */
  static final int BATCH_FORMAT = 0x80013700;

  private static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");

  /** The events inside one AMQP transfer: one, or as many as its batch envelope holds. */
  static List<Event> in(byte[] transfer, int messageFormat) {
    if (messageFormat != BATCH_FORMAT) {
      return List.of(read(ByteBuffer.wrap(transfer)));
    }
    List<Event> events = new ArrayList<>();
    DecoderImpl decoder = decoderOf(ByteBuffer.wrap(transfer));
    while (decoder.getByteBuffer().hasRemaining()) {
      if (decoder.readObject() instanceof Data section) {
        events.add(read(section.getValue().asByteBuffer()));
      }
    }
    return events;
  }

  /** The key of the Kafka record that this event becomes, as Event Hubs maps it; may be null. */
  byte[] recordKey() {
    return partitionKey.map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  private static Event read(ByteBuffer message) {
    Optional<String> key = Optional.empty();
    byte[] body = new byte[0];
    DecoderImpl decoder = decoderOf(message);
    while (decoder.getByteBuffer().hasRemaining()) {
      Object section = decoder.readObject();
      if (section instanceof MessageAnnotations annotations) {
        key = Optional.ofNullable((String) annotations.getValue().get(PARTITION_KEY));
      } else if (section instanceof Data data) {
        body = Binary.copy(data.getValue()).getArray();
      }
    }
    return new Event(key, body);
  }

  private static DecoderImpl decoderOf(ByteBuffer buffer) {
    DecoderImpl decoder = new DecoderImpl();
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
    decoder.setByteBuffer(buffer);
    return decoder;
  }
}
