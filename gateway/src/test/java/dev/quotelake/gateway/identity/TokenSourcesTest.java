// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.identity.TokenSource.AccessToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSourcesTest {

  private static final String HUB = "https://ns.servicebus.windows.net";

  @TempDir private Path folder;
  private TokenServer azure;

  @BeforeEach
  void start() throws Exception {
    azure = new TokenServer(HUB);
  }

  @AfterEach
  void stop() {
    azure.close();
  }

  @Test
  void asksTheContainerAppsEndpoint() throws Exception {
    AccessToken token = managed(Optional.empty()).token(HUB);

    assertThat(token.value()).contains(".");
    assertThat(token.expires()).isAfter(Instant.now().plusSeconds(3_000));
    assertThat(azure.asked())
        .containsExactly(
            "GET /msi?api-version=2019-08-01&resource=https%3A%2F%2Fns.servicebus.windows.net"
                + " the-header ");
  }

  @Test
  void namesTheUserAssignedIdentity() throws Exception {
    managed(Optional.of("abc")).token(HUB);

    assertThat(azure.asked().get(0)).contains("&client_id=abc ");
  }

  @Test
  void saysWhatToDoWithoutAnIdentity() {
    azure.answer(
        400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");

    assertThatThrownBy(() -> managed(Optional.empty()).token(HUB))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("400 (Identity not found)")
        .hasMessageContaining("quotelake.hub.identity-client-id")
        .hasMessageNotContaining("the-header");
  }

  @Test
  void saysThatTheEndpointIsNoTokenEndpoint() {
    azure.answer(200, "<html>");

    assertThatThrownBy(() -> managed(Optional.empty()).token(HUB))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("localhost answered 200 (no reason)");
  }

  @Test
  void changesTheFederatedTokenForOneOfTheHub() throws Exception {
    Path federated = Files.writeString(folder.resolve("token"), "federated-token\n");
    azure.answer(200, "{\"access_token\":\"fresh\",\"expires_in\":3599}");

    AccessToken token = workload(federated).token(HUB);

    assertThat(token.value()).isEqualTo("fresh");
    assertThat(token.expires()).isAfter(Instant.now().plusSeconds(3_000));
    assertThat(azure.asked().get(0))
        .startsWith("POST /tenant/oauth2/v2.0/token ")
        .contains("scope=https%3A%2F%2Fns.servicebus.windows.net%2F.default")
        .contains("client_assertion=federated-token")
        .contains("client_id=client")
        .contains("grant_type=client_credentials");
  }

  @Test
  void namesTheVariableThatIsMissing() {
    WorkloadIdentity nobody = new WorkloadIdentity(Map.of(), Optional.empty());

    assertThatThrownBy(() -> nobody.token(HUB))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("AZURE_TENANT_ID");
  }

  @Test
  void asksAgainOnlyShortlyBeforeATokenEnds() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    TokenSource source =
        resource ->
            new AccessToken("token " + asked.incrementAndGet(), now.get().plusSeconds(3_600));
    TokenSource cached = source.cached(now::get);

    cached.token(HUB);
    now.set(Instant.EPOCH.plusSeconds(3_299));
    assertThat(cached.token(HUB).value()).isEqualTo("token 1");
    now.set(Instant.EPOCH.plusSeconds(3_301));
    assertThat(cached.token(HUB).value()).isEqualTo("token 2");
    assertThat(cached.token("https://other").value()).isEqualTo("token 3");
  }

  @Test
  void neverPrintsAToken() {
    assertThat(new AccessToken("secret", Instant.EPOCH))
        .hasToString("token until " + Instant.EPOCH);
  }

  private ManagedIdentity managed(Optional<String> clientId) {
    return new ManagedIdentity(
        Map.of("IDENTITY_ENDPOINT", azure.url() + "/msi", "IDENTITY_HEADER", "the-header"),
        clientId);
  }

  private WorkloadIdentity workload(Path federated) {
    return new WorkloadIdentity(
        Map.of(
            "AZURE_FEDERATED_TOKEN_FILE",
            federated.toString(),
            "AZURE_TENANT_ID",
            "tenant",
            "AZURE_CLIENT_ID",
            "client",
            "AZURE_AUTHORITY_HOST",
            azure.url() + "/"),
        Optional.empty());
  }
}
