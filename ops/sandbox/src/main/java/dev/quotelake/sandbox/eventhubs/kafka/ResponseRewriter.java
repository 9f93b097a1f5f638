// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Namespace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** Makes the broker's answers Event Hubs': one endpoint, its own API versions, its throttling. */
final class ResponseRewriter {

  /** Where the listener is, as clients are told and its certificate says. */
  static final String HOST = "localhost";

  private static final Set<ApiKeys> REWRITTEN =
      Set.of(ApiKeys.API_VERSIONS, ApiKeys.METADATA, ApiKeys.FIND_COORDINATOR);

  private final int port;
  private final Namespace namespace;

  /** Answers will name this port as the only broker's. */
  ResponseRewriter(int port, Namespace namespace) {
    this.port = port;
    this.namespace = namespace;
  }

  /** The answer as the client shall see it. */
  ByteBuffer rewrite(RequestHeader request, ByteBuffer answer, Duration hold) {
    if (!REWRITTEN.contains(request.apiKey()) && hold.isZero()) {
      return answer;
    }
    AbstractResponse response = AbstractResponse.parseResponse(answer, request);
    response.maybeSetThrottleTimeMs((int) hold.toMillis());
    ApiMessage data = response.data();
    if (data instanceof ApiVersionsResponseData versions) {
      AdvertisedApis.narrow(versions);
    } else if (data instanceof MetadataResponseData metadata) {
      metadata.brokers().forEach(broker -> broker.setHost(HOST).setPort(port));
      if (namespace.faults().forbidden()) {
        metadata.topics().forEach(ResponseRewriter::forbid);
      }
    } else if (data instanceof FindCoordinatorResponseData found
        && found.errorCode() == Errors.NONE.code()) {
      found.setHost(HOST).setPort(port);
    }
    return serialize(request, data);
  }

  private static void forbid(MetadataResponseTopic topic) {
    topic.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    topic.partitions().clear();
  }

  /** An answer of the double's own. */
  static ByteBuffer serialize(RequestHeader request, ApiMessage answer) {
    short version = answerVersion(request, answer);
    return RequestUtils.serialize(
        new ResponseHeaderData().setCorrelationId(request.correlationId()),
        request.apiKey().responseHeaderVersion(version),
        answer,
        version);
  }

  /** A client that asked with too new an ApiVersions is answered in version 0, as Kafka does. */
  private static short answerVersion(RequestHeader request, ApiMessage answer) {
    boolean refusal =
        answer instanceof ApiVersionsResponseData versions
            && versions.errorCode() == Errors.UNSUPPORTED_VERSION.code();
    return refusal ? 0 : request.apiVersion();
  }
}
