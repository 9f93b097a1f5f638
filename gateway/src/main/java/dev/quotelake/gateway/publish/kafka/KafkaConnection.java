// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.publish.HubException;
import java.time.Duration;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Finds out whether the hub answers, and says what to do when it does not. */
final class KafkaConnection {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Logins that are no accident when no request after them is ever answered. */
  private static final int SEVERAL = 3;

  private final HubProducer hub;
  private final String topic;

  KafkaConnection(HubProducer hub, String topic) {
    this.hub = hub;
    this.topic = topic;
  }

  void await() throws HubException {
    try {
      hub.ask(producer -> producer.partitionsFor(topic)).await().atMost(LONGEST);
    } catch (AuthenticationException e) {
      throw new HubException(
          "the hub refuses our identity ("
              + e.getMessage()
              + "): check quotelake.hub.auth and what belongs to it",
          e);
    } catch (AuthorizationException e) {
      throw new HubException(
          "the hub lets us in but not send to '"
              + topic
              + "': give the identity the role Azure Event Hubs Data Sender",
          e);
    } catch (RuntimeException e) {
      if (isCutAfterEachLogin()) {
        throw new HubException(
            "the hub lets us in and closes the connection at once, again and again, as namespaces of"
                + " Event Hubs have done on ApiVersions 4: set quotelake.hub.cap-api-versions=true,"
                + " or publish over AMQP with quotelake.publisher=eventhubs",
            e);
      }
      throw new HubException(
          "the hub '"
              + topic
              + "' does not answer ("
              + e.getMessage()
              + "): check quotelake.hub.bootstrap-servers, that the hub exists and the network way to"
              + " it",
          e);
    }
  }

  private boolean isCutAfterEachLogin() {
    return hub.metric("successful-authentication-total") >= SEVERAL
        && hub.metric("response-total") == 0;
  }
}
