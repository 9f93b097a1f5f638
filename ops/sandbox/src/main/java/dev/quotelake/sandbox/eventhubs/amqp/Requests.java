// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.amqp;

import dev.quotelake.sandbox.eventhubs.Namespace;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/** Answers to what clients ask the nodes {@code $cbs} and {@code $management}. */
final class Requests {

  private static final String ENTITY_NOT_FOUND = "The messaging entity could not be found.";

  private static final String UNAUTHORIZED =
      "InvalidSignature: The token has an invalid signature.";

  private final Namespace namespace;
  private final HubStore store;

  Requests(Namespace namespace, HubStore store) {
    this.namespace = namespace;
    this.store = store;
  }

  /** Whether a put-token request brings a good token. */
  boolean admits(Message putToken) {
    return admits(String.valueOf(((AmqpValue) putToken.getBody()).getValue()));
  }

  private boolean admits(String token) {
    return namespace.admits(
        token.startsWith("SharedAccessSignature ")
            ? namespace.access().acceptsSignature(token)
            : namespace.access().acceptsToken(token));
  }

  /** The answer to a put-token request. */
  Message tokenAnswer(Message request, boolean admitted) {
    return admitted
        ? answer(request, 202, "Accepted", Map.of())
        : answer(request, 401, UNAUTHORIZED, Map.of());
  }

  /** The answer to a READ of a hub or one of its partitions. */
  Message managementAnswer(Message request) {
    Map<String, Object> asked = request.getApplicationProperties().getValue();
    if (!admits(String.valueOf(asked.get("security_token")))) {
      return answer(request, 401, UNAUTHORIZED, Map.of());
    }
    String hub = String.valueOf(asked.get("name"));
    Optional<Integer> partitions = store.partitionsOf(hub);
    if (partitions.isEmpty()) {
      return answer(request, 404, ENTITY_NOT_FOUND, Map.of());
    }
    if (!"com.microsoft:eventhub".equals(asked.get("type"))) {
      return answer(request, 501, "The double describes hubs only.", Map.of());
    }
    Map<String, Object> description = new HashMap<>();
    description.put("name", hub);
    description.put("created_at", new Date(0));
    description.put(
        "partition_ids",
        IntStream.range(0, partitions.get()).mapToObj(Integer::toString).toArray(String[]::new));
    return answer(request, 200, "OK", description);
  }

  private static Message answer(
      Message request, int status, String description, Map<String, Object> body) {
    Message answer = Proton.message();
    answer.setCorrelationId(request.getMessageId());
    answer.setApplicationProperties(
        new ApplicationProperties(
            Map.of("status-code", status, "status-description", description)));
    answer.setBody(new AmqpValue(body));
    return answer;
  }
}
