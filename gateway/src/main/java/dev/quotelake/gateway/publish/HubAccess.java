// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.HubSettings;
import dev.quotelake.gateway.config.HubSettings.Auth;
import dev.quotelake.gateway.config.PublisherKind;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SecretSource;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.identity.CachedTokens;
import dev.quotelake.gateway.identity.ManagedIdentity;
import dev.quotelake.gateway.identity.TokenSource;
import dev.quotelake.gateway.identity.WorkloadIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the hub is and by what it lets us in, whichever protocol is spoken. */
@Singleton
public final class HubAccess {

  private static final String ENDPOINT = "Endpoint";
  private static final String CONNECTION_STRING = "quotelake.hub.connection-string";

  private final HubSettings hub;
  private final Optional<TokenSource> tokens;
  private final List<String> mistakes = new ArrayList<>();
  private Optional<Secret> connectionString = Optional.empty();

  /** Checks what belongs together; see {@link #mistakes()}. */
  @Inject
  public HubAccess(GatewaySettings settings, SecretSource secrets) {
    this(settings, secrets, System.getenv());
  }

  /** With an environment of one's own. */
  public HubAccess(
      GatewaySettings settings, SecretSource secrets, Map<String, String> environment) {
    this.hub = settings.hub();
    this.tokens = tokensFor(hub, environment);
    try {
      connectionString =
          hub.connectionString().map(setting -> secrets.resolve(CONNECTION_STRING, setting));
      check(settings.publisher());
    } catch (SettingsException e) {
      mistakes.addAll(e.mistakes());
    }
  }

  /**
   * What is wrong with the settings, each a sentence that names the setting and the remedy. When
   * there is anything, nothing else of this must be asked.
   */
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** How we prove who we are. */
  public Auth auth() {
    return hub.auth();
  }

  /** The connection string, when that is how we prove who we are. */
  public Secret connectionString() {
    return connectionString.orElseThrow();
  }

  /** Tokens, when an identity is how we prove who we are. */
  public TokenSource tokens() {
    return tokens.orElseThrow();
  }

  /** The namespace's host, if there is a namespace. */
  public Optional<String> namespace() {
    return hub.namespace().or(() -> part(ENDPOINT).map(HubAccess::hostOf));
  }

  /** What a token must open. */
  public String resource() {
    return "https://" + namespace().orElseThrow();
  }

  private void check(PublisherKind publisher) {
    switch (hub.auth()) {
      case NONE -> {
        if (publisher == PublisherKind.EVENTHUBS) {
          mistakes.add(
              "quotelake.hub.auth=none: Event Hubs lets nobody in unnamed; set it to"
                  + " connection-string, managed-identity or workload-identity");
        }
      }
      case CONNECTION_STRING -> connectionStringMistake().ifPresent(mistakes::add);
      case MANAGED_IDENTITY, WORKLOAD_IDENTITY -> {
        if (hub.namespace().isEmpty()) {
          mistakes.add(
              "quotelake.hub.namespace is missing: with an identity the namespace's host is needed,"
                  + " as NAME.servicebus.windows.net");
        }
      }
    }
  }

  private Optional<String> connectionStringMistake() {
    if (connectionString.isEmpty()) {
      return Optional.of(
          CONNECTION_STRING + " is missing: quotelake.hub.auth=connection-string needs it");
    }
    if (part(ENDPOINT).isEmpty() || part("SharedAccessKey").isEmpty()) {
      return Optional.of(
          CONNECTION_STRING
              + " is not one of Event Hubs: copy it whole, as"
              + " Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...");
    }
    return part("EntityPath")
        .filter(only -> !only.equals(hub.name()))
        .map(
            only ->
                CONNECTION_STRING
                    + " opens the hub '"
                    + only
                    + "' only, but quotelake.hub.name is '"
                    + hub.name()
                    + "': use the namespace's connection string, or that hub");
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

  private static Optional<TokenSource> tokensFor(HubSettings hub, Map<String, String> environment) {
    return switch (hub.auth()) {
      case NONE, CONNECTION_STRING -> Optional.empty();
      case MANAGED_IDENTITY ->
          Optional.of(cached(new ManagedIdentity(environment, hub.identityClientId())));
      case WORKLOAD_IDENTITY ->
          Optional.of(cached(new WorkloadIdentity(environment, hub.identityClientId())));
    };
  }

  private static TokenSource cached(TokenSource source) {
    return new CachedTokens(source, InstantSource.system());
  }
}
