// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.identity.IdentityException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;

/** What a failed attempt means: how long to wait, with which client to go on, what to tell. */
final class SendFailure {

  /** Event Hubs counts its throughput by the second and asks to be left alone for four. */
  private static final Duration SERVER_BUSY_PAUSE = Duration.ofSeconds(4);

  private final Throwable cause;

  private SendFailure(Throwable cause) {
    this.cause = cause;
  }

  /** Looks beneath what the client wraps a failure in. */
  static SendFailure of(Throwable failure) {
    Throwable cause = Exceptions.unwrap(failure);
    return new SendFailure(
        Exceptions.isRetryExhausted(cause) && cause.getCause() != null ? cause.getCause() : cause);
  }

  boolean serverBusy() {
    return condition() == AmqpErrorCondition.SERVER_BUSY_ERROR;
  }

  /** Whether the event itself is too large for the hub. */
  boolean tooLarge() {
    return condition() == AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED;
  }

  /**
   * Whether the client is best replaced: it heard nothing at all, or failed for a reason of its
   * own. What it still holds back would be stored late and twice.
   */
  boolean clientLost() {
    return cause instanceof TimeoutException
        || condition() == AmqpErrorCondition.TIMEOUT_ERROR
        || !(cause instanceof AmqpException);
  }

  /** How long to wait after so many failed attempts, counted from 1. */
  Duration pause(int failures) {
    return serverBusy() ? SERVER_BUSY_PAUSE : Backoff.OF_HUB.pause(failures);
  }

  /** A sentence for a person: what is wrong with the hub of that name, and what to do. */
  String explain(String hub) {
    if (condition() == AmqpErrorCondition.NOT_FOUND) {
      return "the namespace has no hub '" + hub + "': create it, or set quotelake.hub.name";
    }
    if (condition() == AmqpErrorCondition.UNAUTHORIZED_ACCESS) {
      return "the hub '%s' refuses our identity: give it the role Azure Event Hubs Data Sender (one just given works after some minutes), or use a connection string whose policy may send (quotelake.hub.auth)"
          .formatted(hub);
    }
    if (cause instanceof IdentityException) {
      return cause.getMessage();
    }
    if (clientLost()) {
      return "the hub '%s' does not answer (%s): check quotelake.hub.namespace, the network way to port 5671 and that its TLS certificate is trusted"
          .formatted(hub, cause);
    }
    return "the hub '" + hub + "' refuses (" + cause.getMessage() + ")";
  }

  Throwable cause() {
    return cause;
  }

  private AmqpErrorCondition condition() {
    return cause instanceof AmqpException amqp ? amqp.getErrorCondition() : null;
  }
}
