// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import dev.quotelake.gateway.identity.IdentityException;
import dev.quotelake.gateway.identity.TokenSource;
import dev.quotelake.gateway.identity.TokenSource.AccessToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/** Logs Kafka clients in with the gateway's Azure identity. Made by the client, by its name. */
@RegisterForReflection
public class HubTokenHandler implements AuthenticateCallbackHandler {

  static final String IDENTITY = "identity";
  static final String RESOURCE = "resource";
  static final String CLIENT_ID = "clientId";

  private final Map<String, String> environment;
  private TokenSource tokens;
  private String resource;

  public HubTokenHandler() {
    this(System.getenv());
  }

  protected HubTokenHandler(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> jaas) {
    Map<String, ?> options = jaas.get(0).getOptions();
    Auth identity = Auth.valueOf((String) options.get(IDENTITY));
    Optional<String> clientId = Optional.ofNullable((String) options.get(CLIENT_ID));
    tokens = TokenSource.of(identity, environment, clientId);
    resource = (String) options.get(RESOURCE);
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof OAuthBearerTokenCallback wanted) {
        answer(wanted);
      } else if (!(callback instanceof SaslExtensionsCallback)) {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  /** Kafka's client forgets the cause of an exception, but not an error's description. */
  private void answer(OAuthBearerTokenCallback wanted) {
    try {
      AccessToken token = tokens.token(resource);
      wanted.token(new HubToken(token.value(), token.expires().toEpochMilli()));
    } catch (IdentityException e) {
      wanted.error("no_token", e.getMessage(), null);
    }
  }

  @Override
  public void close() {}

  /** A token as Kafka's login wants it; the value is never printed. */
  private record HubToken(String value, long lifetimeMs) implements OAuthBearerToken {

    @Override
    public Set<String> scope() {
      return Set.of();
    }

    @Override
    public String principalName() {
      return "quotelake-gateway";
    }

    @Override
    public Long startTimeMs() {
      return null;
    }

    @Override
    public String toString() {
      return "token until " + lifetimeMs;
    }
  }
}
