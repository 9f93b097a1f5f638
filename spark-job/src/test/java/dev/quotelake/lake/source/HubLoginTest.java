// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubLoginTest {
  private static final String SERVERS = "myspace.servicebus.windows.net:9093";
  private static final String VALUE =
      "Endpoint=sb://myspace.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=a+b/c\"d\\e=";

  private static final Map<String, String> PRINCIPAL =
      Map.of(
          HubLogin.TENANT_ID, "tenant", HubLogin.CLIENT_ID, "id", HubLogin.CLIENT_SECRET, "pass");

  @Test
  void withoutALoginThereAreNoOptions() {
    assertThat(HubLogin.from(Map.of(), Optional.empty(), SERVERS).options()).isEmpty();
  }

  @Test
  void aConnectionStringIsThePasswordOfPlain() {
    Map<String, String> options = login(Map.of(HubLogin.CONNECTION_STRING, VALUE)).options();

    assertThat(options)
        .containsEntry("kafka.security.protocol", "SASL_SSL")
        .containsEntry("kafka.sasl.mechanism", "PLAIN");
    AppConfigurationEntry module = jaas(options);
    assertThat(module.getLoginModuleName())
        .isEqualTo("org.apache.kafka.common.security.plain.PlainLoginModule");
    assertThat(module.getOptions().get("username")).isEqualTo("$ConnectionString");
    assertThat(module.getOptions().get("password")).isEqualTo(VALUE);
  }

  @Test
  void onDatabricksTheShadedModuleIsNamed() {
    HubLogin plain = HubLogin.connectionString(VALUE, name -> name.startsWith("kafkashaded."));
    HubLogin principal =
        HubLogin.principal(PRINCIPAL, SERVERS, name -> name.startsWith("kafkashaded."));

    assertThat(plain.options().get("kafka.sasl.jaas.config"))
        .startsWith(
            "kafkashaded.org.apache.kafka.common.security.plain.PlainLoginModule required ");
    assertThat(principal.options().get("kafka.sasl.jaas.config"))
        .startsWith(
            "kafkashaded.org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ");
    assertThat(principal.options().get("kafka.sasl.login.callback.handler.class"))
        .isEqualTo(
            "kafkashaded.org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler");
  }

  @Test
  void aServicePrincipalGetsTokensForTheNamespace() throws Exception {
    Map<String, String> options = login(PRINCIPAL).options();

    assertThat(options)
        .containsEntry("kafka.sasl.mechanism", "OAUTHBEARER")
        .containsEntry(
            "kafka.sasl.oauthbearer.token.endpoint.url",
            "https://login.microsoftonline.com/tenant/oauth2/v2.0/token");
    assertThat(jaas(options).getOptions().get("scope"))
        .isEqualTo("https://myspace.servicebus.windows.net/.default");
    assertThat(Class.forName(options.get("kafka.sasl.login.callback.handler.class"))).isNotNull();
  }

  @Test
  void aServiceCredentialIsLeftToDatabricks() {
    HubLogin login = HubLogin.from(Map.of(), Optional.of("hub-reader"), SERVERS);

    assertThat(login.options())
        .containsEntry("databricks.serviceCredential", "hub-reader")
        .allSatisfy((name, value) -> assertThat(name).doesNotContain("sasl", "security"));
  }

  @Test
  void everyLoginKeepsToTheTimesOfEventHubs() {
    HubLogin ofDatabricks = HubLogin.from(Map.of(), Optional.of("hub-reader"), SERVERS);

    assertThat(
            List.of(
                login(Map.of(HubLogin.CONNECTION_STRING, VALUE)), login(PRINCIPAL), ofDatabricks))
        .allSatisfy(
            login ->
                assertThat(login.options())
                    .containsEntry("kafka.request.timeout.ms", "60000")
                    .containsEntry("kafka.connections.max.idle.ms", "180000")
                    .containsEntry("kafka.metadata.max.age.ms", "180000"));
  }

  @Test
  void aSecretCanStandInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), VALUE + "\n");

    Map<String, String> options =
        login(Map.of(HubLogin.CONNECTION_STRING, "file:" + file)).options();

    assertThat(jaas(options).getOptions().get("password")).isEqualTo(VALUE);
    assertThatThrownBy(
            () -> login(Map.of(HubLogin.CONNECTION_STRING, "file:" + folder.resolve("none"))))
        .hasMessageContaining("none, which cannot be read");
  }

  @Test
  void secretsAreInNoMessage() {
    assertThat(login(Map.of(HubLogin.CONNECTION_STRING, VALUE)).toString())
        .doesNotContain("SharedAccess");
    assertThatThrownBy(
            () -> login(Map.of(HubLogin.CONNECTION_STRING, "Endpoint=sb://x/;SharedAccessKey=a+b")))
        .hasMessageContaining("SharedAccessKeyName=")
        .hasMessageNotContaining("a+b");
  }

  @Test
  void halfALoginAndTwoLoginsAreRefused() {
    assertThatThrownBy(() -> login(Map.of(HubLogin.CLIENT_ID, "id")))
        .hasMessageContaining(HubLogin.CLIENT_SECRET + " is not set");
    assertThatThrownBy(
            () ->
                HubLogin.from(
                    Map.of(HubLogin.CONNECTION_STRING, VALUE), Optional.of("hub-reader"), SERVERS))
        .hasMessageContaining("more than one login");
  }

  private static HubLogin login(Map<String, String> environment) {
    return HubLogin.from(environment, Optional.empty(), SERVERS);
  }

  private static AppConfigurationEntry jaas(Map<String, String> options) {
    Password config = new Password(options.get("kafka.sasl.jaas.config"));
    return JaasContext.loadClientContext(Map.of("sasl.jaas.config", config))
        .configurationEntries()
        .get(0);
  }
}
