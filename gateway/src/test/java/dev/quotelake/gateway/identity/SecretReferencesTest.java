// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.identity.TokenSource.AccessToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {

  private final SecretReferences secrets =
      new SecretReferences(resource -> new AccessToken("for " + resource, Instant.MAX));

  @TempDir private Path folder;

  @Test
  void takesAPlainValueAsItIs() {
    assertThat(secrets.resolve("a", "b").reveal()).isEqualTo("b");
  }

  @Test
  void readsAFileWithoutItsLineEnd() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "s3cret\n");

    assertThat(secrets.resolve("a", "secret:file:" + file).reveal()).isEqualTo("s3cret");
  }

  @Test
  void namesSettingAndFileThatCannotBeRead() {
    assertThatThrownBy(() -> secrets.resolve("quotelake.x", "secret:file:" + folder + "/none"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("quotelake.x")
        .hasMessageContaining("none");
  }

  @Test
  void asksKeyVaultAsTheIdentity() throws Exception {
    try (TokenServer vault = new TokenServer("unused")) {
      vault.answer(200, "{\"value\":\"s3cret\",\"id\":\"...\"}");

      assertThat(secrets.resolve("a", "keyvault:" + vault.url() + "/secrets/key").reveal())
          .isEqualTo("s3cret");
      assertThat(vault.asked().get(0)).startsWith("GET /secrets/key?api-version=7.4");
    }
  }

  @Test
  void saysWhichRoleKeyVaultWants() throws Exception {
    try (TokenServer vault = new TokenServer("unused")) {
      vault.answer(403, "{\"error\":{\"code\":\"Forbidden\"}}");

      assertThatThrownBy(
              () -> secrets.resolve("quotelake.x", "keyvault:" + vault.url() + "/secrets/key"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("quotelake.x")
          .hasMessageContaining("Key Vault Secrets User");
    }
  }
}
