// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where tokens come from. Implementations are safe to call from several threads. */
@FunctionalInterface
public interface TokenSource {

  /**
   * A token that is good for some minutes at least.
   *
   * @param resource what it is to open, as {@code https://NAMESPACE.servicebus.windows.net}
   */
  AccessToken token(String resource) throws IdentityException;

  /**
   * The identity that settings name: a workload identity, or else a managed one.
   *
   * @param environment the process's environment
   * @param clientId of a user-assigned identity; the system-assigned one without it
   */
  static TokenSource of(Auth auth, Map<String, String> environment, Optional<String> clientId) {
    return auth == Auth.WORKLOAD_IDENTITY
        ? new WorkloadIdentity(environment, clientId)
        : new ManagedIdentity(environment, clientId);
  }

  /** The same, but each resource's token is remembered until five minutes before it ends. */
  default TokenSource cached(InstantSource clock) {
    Map<String, AccessToken> tokens = new HashMap<>();
    return resource -> {
      synchronized (tokens) {
        AccessToken known = tokens.get(resource);
        if (known == null
            || known.expires().minus(Duration.ofMinutes(5)).isBefore(clock.instant())) {
          known = token(resource);
          tokens.put(resource, known);
        }
        return known;
      }
    };
  }

  /**
   * A bearer token.
   *
   * @param value the token itself; never printed
   * @param expires when it ends
   */
  record AccessToken(String value, Instant expires) {

    @Override
    public String toString() {
      return "token until " + expires;
    }
  }
}
