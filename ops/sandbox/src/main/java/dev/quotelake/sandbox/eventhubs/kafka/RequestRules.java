// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Counters.Count;
import dev.quotelake.sandbox.eventhubs.Namespace;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Judges each request of one connection, from its first ApiVersions on. */
final class RequestRules {

  private static final int NEWEST_API_VERSIONS = 3;

  private final Namespace namespace;
  private final SaslDialogue sasl;
  private final ProduceRules produceRules;

  RequestRules(Namespace namespace) {
    this.namespace = namespace;
    this.sasl = new SaslDialogue(namespace.access());
    this.produceRules = new ProduceRules(namespace);
  }

  /** Judges a request whose body lies at the buffer's position. */
  Verdict judge(RequestHeader header, ByteBuffer body) {
    namespace.counters().add(Count.KAFKA_REQUESTS);
    ApiKeys api = header.apiKey();
    if (api == ApiKeys.API_VERSIONS) {
      return apiVersions(header.apiVersion());
    }
    if (!AdvertisedApis.covers(api, header.apiVersion())) {
      namespace.counters().add(Count.KAFKA_UNEXPECTED_REQUESTS);
      return Verdict.close();
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
      default -> sasl.authenticated() ? authenticated(header, body) : Verdict.close();
    };
  }

  private Verdict apiVersions(short version) {
    if (version <= NEWEST_API_VERSIONS) {
      return Verdict.forward();
    }
    if (namespace.board().current().resetOnApiVersions4()) {
      namespace.counters().add(Count.KAFKA_API_VERSIONS_RESETS);
      return new Verdict.Cut(true);
    }
    ApiVersionsResponseData refusal =
        new ApiVersionsResponseData().setErrorCode(Errors.UNSUPPORTED_VERSION.code());
    AdvertisedApis.narrow(refusal);
    return new Verdict.Answer(refusal);
  }

  private Verdict authenticated(RequestHeader header, ByteBuffer body) {
    return header.apiKey() == ApiKeys.PRODUCE
        ? produceRules.judge((ProduceRequest) parse(header, body), sasl)
        : Verdict.forward();
  }

  private static AbstractRequest parse(RequestHeader header, ByteBuffer body) {
    return AbstractRequest.parseRequest(
            header.apiKey(), header.apiVersion(), new ByteBufferAccessor(body))
        .request;
  }
}
