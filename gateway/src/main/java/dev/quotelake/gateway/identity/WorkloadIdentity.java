// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A workload identity as on Kubernetes: a federated token in a file, which Entra ID changes for one
 * of its own. The four variables are those that Azure's webhook puts into the environment.
 */
public final class WorkloadIdentity implements TokenSource {

  private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";
  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";
  private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com/";

  private final Map<String, String> environment;
  private final Optional<String> clientId;
  private final TokenEndpoint endpoint =
      new TokenEndpoint("check the federated credential of the identity " + CLIENT);

  /**
   * @param environment the process's environment
   * @param clientId in place of the environment's
   */
  public WorkloadIdentity(Map<String, String> environment, Optional<String> clientId) {
    this.environment = Map.copyOf(environment);
    this.clientId = clientId;
  }

  @Override
  public AccessToken token(String resource) throws IdentityException {
    String authority = environment.getOrDefault(AUTHORITY, PUBLIC_CLOUD).replaceAll("/+$", "");
    URI uri = URI.create(authority + "/" + required(TENANT) + "/oauth2/v2.0/token");
    return endpoint.ask(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(resource))));
  }

  private String form(String resource) throws IdentityException {
    Map<String, String> fields =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId.isPresent() ? clientId.get() : required(CLIENT),
            "scope",
            resource + "/.default",
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            federatedToken());
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Read each time: it is replaced about every hour. */
  private String federatedToken() throws IdentityException {
    Path file = Path.of(required(TOKEN_FILE));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IdentityException(
          "the federated token " + file + " cannot be read: check " + TOKEN_FILE, e);
    }
  }

  private String required(String variable) throws IdentityException {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new IdentityException(
          "workload identity needs "
              + variable
              + " in the environment: is the pod labelled azure.workload.identity/use=true?");
    }
    return value;
  }
}
