// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.AccessPolicy;
import dev.quotelake.sandbox.eventhubs.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslException;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerClientInitialResponse;

/** One connection's authentication, by the two mechanisms that Event Hubs knows. */
final class SaslDialogue {

  private static final String PLAIN = "PLAIN";
  private static final String OAUTHBEARER = "OAUTHBEARER";
  private static final String CONNECTION_STRING_USER = "$ConnectionString";

  private final Namespace namespace;
  private String mechanism = "";
  private boolean authenticated;
  private Optional<String> onlyHub = Optional.empty();

  SaslDialogue(Namespace namespace) {
    this.namespace = namespace;
  }

  boolean authenticated() {
    return authenticated;
  }

  /** Whether the credential gives access to a hub. */
  boolean mayUse(String hub) {
    return onlyHub.map(hub::equals).orElse(true);
  }

  ApiMessage handshake(SaslHandshakeRequestData request) {
    mechanism = request.mechanism();
    boolean known = mechanism.equals(PLAIN) || mechanism.equals(OAUTHBEARER);
    return new SaslHandshakeResponseData()
        .setErrorCode((known ? Errors.NONE : Errors.UNSUPPORTED_SASL_MECHANISM).code())
        .setMechanisms(List.of(PLAIN, OAUTHBEARER));
  }

  ApiMessage authenticate(SaslAuthenticateRequestData request) {
    SaslAuthenticateResponseData answer =
        mechanism.equals(PLAIN) ? plain(request.authBytes()) : bearer(request.authBytes());
    authenticated = answer.errorCode() == Errors.NONE.code();
    return answer;
  }

  private SaslAuthenticateResponseData plain(byte[] message) {
    String[] parts = new String(message, StandardCharsets.UTF_8).split("\0", -1);
    if (parts.length != 3
        || !parts[1].equals(CONNECTION_STRING_USER)
        || !namespace.admits(namespace.access().acceptsConnectionString(parts[2]))) {
      return refusal();
    }
    onlyHub = AccessPolicy.entityPath(parts[2]);
    return new SaslAuthenticateResponseData();
  }

  private SaslAuthenticateResponseData bearer(byte[] message) {
    try {
      String token = new OAuthBearerClientInitialResponse(message).tokenValue();
      if (!namespace.admits(namespace.access().acceptsToken(token))) {
        return refusal();
      }
      long seconds = AccessPolicy.expiryOf(token).orElseThrow() - Instant.now().getEpochSecond();
      return new SaslAuthenticateResponseData().setSessionLifetimeMs(seconds * 1000);
    } catch (SaslException e) {
      return refusal();
    }
  }

  private static SaslAuthenticateResponseData refusal() {
    return new SaslAuthenticateResponseData()
        .setErrorCode(Errors.SASL_AUTHENTICATION_FAILED.code())
        .setErrorMessage("Authentication failed: invalid credentials");
  }
}
