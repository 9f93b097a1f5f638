// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Judges each request of one connection, from its first ApiVersions on. */
final class RequestRules {

  /** What is to become of a request. */
  sealed interface Verdict {

    /** It goes on to the broker; the answer is held back for a while when throttled. */
    record Forward(Duration hold) implements Verdict {}

    /** The double answers itself. */
    record Answer(ApiMessage answer) implements Verdict {}

    /** The connection is closed, by a reset if {@code reset}. */
    record Cut(boolean reset) implements Verdict {}

    /** The broker stores it, but the connection is dropped in place of its answer. */
    record LoseAnswer() implements Verdict {}
  }

  private static final int NEWEST_API_VERSIONS = 3;
  private static final Verdict FORWARD = new Verdict.Forward(Duration.ZERO);
  private static final Verdict CLOSE = new Verdict.Cut(false);

  private final Namespace namespace;
  private final SaslDialogue sasl;
  private final ProduceRules produceRules;

  RequestRules(Namespace namespace) {
    this.namespace = namespace;
    this.sasl = new SaslDialogue(namespace);
    this.produceRules = new ProduceRules(namespace);
  }

  /** Judges a request whose body lies at the buffer's position. */
  Verdict judge(RequestHeader header, ByteBuffer body) {
    namespace.count(Count.KAFKA_REQUESTS);
    ApiKeys api = header.apiKey();
    if (api == ApiKeys.API_VERSIONS) {
      return apiVersions(header.apiVersion());
    }
    if (!AdvertisedApis.covers(api, header.apiVersion())) {
      namespace.count(Count.KAFKA_UNEXPECTED_REQUESTS);
      return CLOSE;
    }
    return switch (api) {
      case SASL_HANDSHAKE ->
          new Verdict.Answer(
              sasl.handshake(
                  new SaslHandshakeRequestData(new ByteBufferAccessor(body), header.apiVersion())));
      case SASL_AUTHENTICATE ->
          new Verdict.Answer(
              sasl.authenticate(
                  new SaslAuthenticateRequestData(
                      new ByteBufferAccessor(body), header.apiVersion())));
      default -> sasl.authenticated() ? authenticated(header, body) : CLOSE;
    };
  }

  private Verdict apiVersions(short version) {
    if (version <= NEWEST_API_VERSIONS) {
      return FORWARD;
    }
    if (namespace.faults().resetOnApiVersions4()) {
      namespace.count(Count.KAFKA_API_VERSIONS_RESETS);
      return new Verdict.Cut(true);
    }
    ApiVersionsResponseData refusal =
        new ApiVersionsResponseData().setErrorCode(Errors.UNSUPPORTED_VERSION.code());
    AdvertisedApis.narrow(refusal);
    return new Verdict.Answer(refusal);
  }

  private Verdict authenticated(RequestHeader header, ByteBuffer body) {
    if (header.apiKey() != ApiKeys.PRODUCE) {
      return FORWARD;
    }
    var read = new ByteBufferAccessor(body);
    var parsed = AbstractRequest.parseRequest(header.apiKey(), header.apiVersion(), read);
    return produceRules.judge((ProduceRequest) parsed.request, sasl);
  }
}
