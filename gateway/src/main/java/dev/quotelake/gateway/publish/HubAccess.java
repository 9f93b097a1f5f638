// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.identity.TokenSource;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Where the hub is and by what it lets us in, whichever protocol is spoken. */
public final class HubAccess {

  private static final String SETTING = "quotelake.hub.connection-string";
  private static final String ENDPOINT = "Endpoint";

  private final HubSettings hub;
  private final TokenSource identity;
  private final Optional<Secret> connectionString;

  /**
   * @param identity who we are, where an identity is how we prove it; its tokens are remembered
   * @throws SettingsException if the connection string leads nowhere, or to another hub
   */
  public HubAccess(HubSettings hub, Secret.Source secrets, TokenSource identity) {
    this.hub = hub;
    this.identity = identity.cached(InstantSource.system());
    connectionString = hub.connectionString().map(value -> secrets.resolve(SETTING, value));
    if (hub.auth() == Auth.CONNECTION_STRING && connectionString.isPresent()) {
      checkConnectionString();
    }
  }

  public Auth auth() {
    return hub.auth();
  }

  /** The connection string, when that is how we prove who we are. */
  public Secret connectionString() {
    return connectionString.orElseThrow();
  }

  /** Tokens, when an identity is how we prove who we are. */
  public TokenSource tokens() {
    return identity;
  }

  /** The namespace's host, if there is a namespace. */
  public Optional<String> namespace() {
    return hub.namespace().or(() -> part(ENDPOINT).map(HubAccess::hostOf));
  }

  /** What a token must open. */
  public String resource() {
    return "https://" + namespace().orElseThrow();
  }

  private void checkConnectionString() {
    if (part(ENDPOINT).isEmpty() || part("SharedAccessKey").isEmpty()) {
      throw new SettingsException(
          SETTING
              + " is not one of Event Hubs: copy it whole, as"
              + " Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...");
    }
    Optional<String> other = part("EntityPath").filter(only -> !only.equals(hub.name()));
    if (other.isPresent()) {
      throw new SettingsException(
          "%s opens the hub '%s' only, but quotelake.hub.name is '%s': use the namespace's connection string, or that hub"
              .formatted(SETTING, other.get(), hub.name()));
    }
  }

  private Optional<String> part(String name) {
    return connectionString.stream()
        .flatMap(secret -> Arrays.stream(secret.reveal().split(";", -1)))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static String hostOf(String endpoint) {
    return endpoint.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*$", "");
  }
}
