// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** What a failed send means for the record. */
enum SendFailure {
  /** The hub will never take this record. */
  REFUSED,
  /** The producer is of no use any more; the record itself is fine. */
  PRODUCER_LOST,
  /** Sending it again may well succeed. */
  PASSING;

  /** Judges a failure that Kafka's own retries did not heal. */
  static SendFailure of(Throwable failure) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidTimestampException
        || failure instanceof SerializationException) {
      return REFUSED;
    }
    if (failure instanceof InvalidPidMappingException
        || failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof OutOfOrderSequenceException) {
      return PRODUCER_LOST;
    }
    if (failure instanceof AuthenticationException || failure instanceof ApiException) {
      return PASSING;
    }
    boolean errorState = failure instanceof KafkaException;
    boolean closed = failure instanceof IllegalStateException;
    return errorState || closed ? PRODUCER_LOST : PASSING;
  }

  /** A failure in words, with what to do where that is known. */
  static String explain(Throwable failure) {
    if (failure instanceof UnsupportedForMessageFormatException) {
      return "the hub refuses compressed records; of Event Hubs only Premium and Dedicated take gzip: set quotelake.hub.compression=none";
    }
    if (failure instanceof TopicAuthorizationException) {
      return "the hub lets us in but not send: give the identity the role Azure Event Hubs Data Sender, and use no connection string of another hub";
    }
    if (failure instanceof PolicyViolationException) {
      return "the hub is throttling us beyond the request timeout: give the namespace more throughput units, or poll less";
    }
    return String.valueOf(failure.getMessage());
  }

  /** Why the hub (topic) cannot be reached, in words, and what to do. */
  static String explainConnect(RuntimeException failure, String topic) {
    if (failure instanceof AuthenticationException) {
      return "the hub refuses our identity (%s): check quotelake.hub.auth and what belongs to it"
          .formatted(failure.getMessage());
    }
    if (failure instanceof AuthorizationException) {
      return "the hub lets us in but not send to '%s': give the identity the role Azure Event Hubs Data Sender; one just given works after some minutes"
          .formatted(topic);
    }
    Throwable cause = deepest(failure);
    if (cause instanceof LoginException) {
      return "cannot log in to the hub: " + cause.getMessage();
    }
    return "the hub '%s' does not answer (%s): check quotelake.hub.bootstrap-servers, that the hub exists and the network way to it"
        .formatted(topic, cause.getMessage());
  }

  private static Throwable deepest(Throwable failure) {
    return failure.getCause() == null ? failure : deepest(failure.getCause());
  }

  /** The reason a refused record's dead letter gives. */
  static String reason(Throwable failure) {
    if (failure instanceof InvalidTimestampException) {
      return "hub_refused_timestamp";
    }
    return failure instanceof SerializationException ? "hub_cannot_encode" : "hub_too_large";
  }
}
