// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The managed identity of a container app ({@code IDENTITY_ENDPOINT} in its environment) or of a
 * virtual machine (the instance metadata service).
 */
public final class ManagedIdentity implements TokenSource {

  private static final String INSTANCE_METADATA =
      "http://169.254.169.254/metadata/identity/oauth2/token";

  private final Map<String, String> environment;
  private final Optional<String> clientId;
  private final TokenEndpoint endpoint =
      new TokenEndpoint(
          "give this machine or container app a managed identity; a user-assigned one needs its"
              + " client id in quotelake.hub.identity-client-id");

  /**
   * @param environment the process's environment
   * @param clientId of a user-assigned identity; the system-assigned one without it
   */
  public ManagedIdentity(Map<String, String> environment, Optional<String> clientId) {
    this.environment = Map.copyOf(environment);
    this.clientId = clientId;
  }

  @Override
  public AccessToken token(String resource) throws IdentityException {
    return endpoint.ask(request(resource));
  }

  private HttpRequest.Builder request(String resource) {
    String ofApp = environment.get("IDENTITY_ENDPOINT");
    String query =
        "&resource="
            + URLEncoder.encode(resource, StandardCharsets.UTF_8)
            + clientId.map(id -> "&client_id=" + id).orElse("");
    return ofApp == null
        ? HttpRequest.newBuilder(URI.create(INSTANCE_METADATA + "?api-version=2018-02-01" + query))
            .header("Metadata", "true")
        : HttpRequest.newBuilder(URI.create(ofApp + "?api-version=2019-08-01" + query))
            .header("X-IDENTITY-HEADER", environment.getOrDefault("IDENTITY_HEADER", ""));
  }
}
