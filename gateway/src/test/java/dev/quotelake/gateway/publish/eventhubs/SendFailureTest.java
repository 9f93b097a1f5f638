// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import dev.quotelake.gateway.identity.IdentityException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;

class SendFailureTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, quotelake.hub.name",
    "UNAUTHORIZED_ACCESS, Azure Event Hubs Data Sender",
    "TIMEOUT_ERROR, quotelake.hub.namespace",
    "INTERNAL_ERROR, refuses"
  })
  void saysWhatToDo(AmqpErrorCondition condition, String remedy) {
    assertThat(failure(condition).explain("quotes")).contains("quotes").contains(remedy);
  }

  @Test
  void passesOnWhyThereIsNoToken() {
    assertThat(SendFailure.of(new IdentityException("no identity here")).explain("quotes"))
        .isEqualTo("no identity here");
  }

  @Test
  void looksBeneathExhaustedRetries() {
    SendFailure failure =
        SendFailure.of(Exceptions.retryExhausted("0/0", new TimeoutException("30 s")));

    assertThat(failure.clientLost()).isTrue();
    assertThat(failure.explain("quotes")).contains("30 s");
  }

  @Test
  void leavesABusyHubAloneForFourSecondsAndKeepsTheClient() {
    SendFailure busy = failure(AmqpErrorCondition.SERVER_BUSY_ERROR);

    assertThat(busy.pause(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(busy.clientLost()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 200", "6, 3200", "7, 5000", "1000, 5000"})
  void waitsLongerEachTimeUpToFiveSeconds(int failures, long millis) {
    assertThat(failure(AmqpErrorCondition.INTERNAL_ERROR).pause(failures).toMillis())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IBM", "BRK.B", "Ä", "~canary"})
  void choosesThePartitionThatKafkaWould(String symbol) {
    byte[] key = symbol.getBytes(StandardCharsets.UTF_8);

    assertThat(EventHubsQuotePublisher.partitionOf(key, 7))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
  }

  private static SendFailure failure(AmqpErrorCondition condition) {
    return SendFailure.of(
        new AmqpException(true, condition, "it went wrong", new AmqpErrorContext("ns")));
  }
}
