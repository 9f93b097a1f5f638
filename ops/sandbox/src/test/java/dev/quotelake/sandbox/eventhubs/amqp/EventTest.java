// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;

class EventTest {

  @Test
  void readsASingleEvent() {
    List<Event> events = Event.in(encoded("IBM", "one"), 0);

    assertThat(events).singleElement().satisfies(event -> isEvent(event, "IBM", "one"));
  }

  @Test
  void readsEveryEventOfABatch() {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    for (int n = 0; n < 300; n++) {
      envelope.writeBytes(section(encoded("S" + n, "event " + n)));
    }

    List<Event> events = Event.in(envelope.toByteArray(), Event.BATCH_FORMAT);

    assertThat(events).hasSize(300);
    for (int n = 0; n < 300; n++) {
      isEvent(events.get(n), "S" + n, "event " + n);
    }
  }

  @Test
  void readsAnEventWithoutAKey() {
    Message message = Proton.message();
    message.setBody(new Data(new Binary("body".getBytes(UTF_8))));

    Event event = Event.in(bytes(message), 0).get(0);

    assertThat(event.partitionKey()).isEmpty();
    assertThat(event.recordKey()).isNull();
  }

  private static void isEvent(Event event, String key, String body) {
    assertThat(event.recordKey()).isEqualTo(key.getBytes(UTF_8));
    assertThat(event.body()).isEqualTo(body.getBytes(UTF_8));
  }

  private static byte[] encoded(String key, String body) {
    Message message = Proton.message();
    message.setMessageAnnotations(
        new MessageAnnotations(Map.of(Symbol.valueOf("x-opt-partition-key"), key)));
    message.setBody(new Data(new Binary(body.getBytes(UTF_8))));
    return bytes(message);
  }

  private static byte[] section(byte[] content) {
    Message envelope = Proton.message();
    envelope.setBody(new Data(new Binary(content)));
    return bytes(envelope);
  }

  private static byte[] bytes(Message message) {
    byte[] buffer = new byte[4_096];
    return Arrays.copyOf(buffer, message.encode(buffer, 0, buffer.length));
  }
}
