// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendFailureTest {

  @ParameterizedTest
  @MethodSource
  void neverSentAgain(Exception failure) {
    assertThat(SendFailure.of(failure)).isEqualTo(SendFailure.REFUSED);
  }

  static Stream<Exception> neverSentAgain() {
    return Stream.of(
        new RecordTooLargeException("too large"),
        new RecordBatchTooLargeException("too large"),
        new InvalidTimestampException("of 1970"),
        new SerializationException("no bytes"));
  }

  @ParameterizedTest
  @MethodSource
  void sentAgainByAnotherProducer(Exception failure) {
    assertThat(SendFailure.of(failure)).isEqualTo(SendFailure.PRODUCER_LOST);
  }

  static Stream<Exception> sentAgainByAnotherProducer() {
    return Stream.of(
        new InvalidPidMappingException("forgotten"),
        new ProducerFencedException("fenced"),
        new InvalidProducerEpochException("old"),
        new OutOfOrderSequenceException("a gap"),
        new KafkaException("in an error state"),
        new IllegalStateException("closed"));
  }

  @ParameterizedTest
  @MethodSource
  void sentAgainByTheSameProducer(Exception failure) {
    assertThat(SendFailure.of(failure)).isEqualTo(SendFailure.PASSING);
  }

  static Stream<Exception> sentAgainByTheSameProducer() {
    return Stream.of(
        new TimeoutException("no answer"),
        new NotLeaderOrFollowerException("moved"),
        new SaslAuthenticationException("no role yet"),
        new InterruptedException("of the sending thread"));
  }

  @Test
  void saysWhatToDo() {
    assertThat(SendFailure.explain(new PolicyViolationException("busy")))
        .contains("throughput units");
    assertThat(SendFailure.explain(new TopicAuthorizationException("no")))
        .contains("Azure Event Hubs Data Sender");
    assertThat(SendFailure.explain(new TimeoutException("no answer"))).isEqualTo("no answer");
  }

  @Test
  void saysWhyTheHubCannotBeReached() {
    assertThat(SendFailure.explainConnect(new SaslAuthenticationException("bad key"), "quotes"))
        .contains("bad key", "quotelake.hub.auth");
    assertThat(SendFailure.explainConnect(new TopicAuthorizationException("no"), "quotes"))
        .contains("'quotes'", "Azure Event Hubs Data Sender");
    assertThat(SendFailure.explainConnect(new TimeoutException("no answer"), "quotes"))
        .contains("'quotes'", "no answer", "quotelake.hub.bootstrap-servers");
    assertThat(
            SendFailure.explainConnect(
                new KafkaException("no producer", new KafkaException("no host kafka-1")), "quotes"))
        .contains("(no host kafka-1)");
    assertThat(
            SendFailure.explainConnect(
                new KafkaException("no producer", new LoginException("no identity here")),
                "quotes"))
        .isEqualTo("cannot log in to the hub: no identity here");
  }

  @Test
  void namesTheReasonOfADeadLetter() {
    assertThat(SendFailure.reason(new RecordTooLargeException("x"))).isEqualTo("hub_too_large");
    assertThat(SendFailure.reason(new SerializationException("x"))).isEqualTo("hub_cannot_encode");
    assertThat(SendFailure.reason(new InvalidTimestampException("x")))
        .isEqualTo("hub_refused_timestamp");
  }
}
