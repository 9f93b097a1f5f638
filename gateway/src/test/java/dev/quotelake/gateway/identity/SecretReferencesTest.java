// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.identity.SecretReferences.Patience;
import dev.quotelake.gateway.identity.TokenSource.AccessToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferencesTest {

  private final SecretReferences secrets =
      new SecretReferences(
          resource -> new AccessToken("for " + resource, Instant.MAX), Patience.NONE);

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
  void skipsAByteOrderMark() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "\uFEFFs3cret\r\n");

    assertThat(secrets.resolve("a", "secret:file:" + file).reveal()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyvault:my-vault",
        "keyvault:https://my vault/secrets/key",
        "keyvault:https://my-vault.vault.azure.net/key",
        "keyvault:"
      })
  void saysHowASecretOfAVaultIsWritten(String value) {
    assertThatThrownBy(() -> secrets.resolve("quotelake.x", value))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "quotelake.x=%s is no secret of a vault: write keyvault:https://VAULT.vault.azure.net/secrets/NAME"
                .formatted(value));
  }

  @Test
  void namesSettingAndFileThatCannotBeRead() {
    assertThatThrownBy(() -> secrets.resolve("quotelake.x", "secret:file:" + folder + "/none"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("quotelake.x")
        .hasMessageContaining("none");
  }

  @Test
  void readsAFileAgainAndKeepsTheSecretWhileItIsGone() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "first");
    Secret secret = secrets.resolve("quotelake.x", "secret:file:" + file);
    try (LogLines log = new LogLines(SecretReferences.class)) {
      Files.writeString(file, "second\n");
      secrets.readAgain();
      assertThat(secret.reveal()).isEqualTo("second");

      Files.writeString(file, "\n");
      secrets.readAgain();
      Files.delete(file);
      secrets.readAgain();
      assertThat(secret.reveal()).isEqualTo("second");

      Files.writeString(file, "third");
      secrets.readAgain();
      secrets.readAgain();
      assertThat(secret.reveal()).isEqualTo("third");
      assertThat(log.lines())
          .containsExactly(
              "INFO quotelake.x has changed: the next request uses it",
              "WARN quotelake.x refers to secret:file:%s, which is empty; going on with the value from before"
                  .formatted(file),
              "INFO quotelake.x has changed: the next request uses it");
    }
  }

  @Test
  void followsReferencesAgainFromTimeToTime() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "first");
    Secret secret = secrets.resolve("quotelake.x", "secret:file:" + file);
    secrets.keepFresh(Duration.ofMillis(5));

    Files.writeString(file, "second");

    Awaitility.await().until(() -> secret.reveal().equals("second"));
  }

  @Test
  void anEmptyFileHoldsNoSecret() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "\n");

    assertThatThrownBy(() -> secrets.resolve("quotelake.x", "secret:file:" + file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("quotelake.x refers to")
        .hasMessageContaining("empty");
  }

  @Test
  void waitsForARoleThatWasJustGiven() throws Exception {
    try (TokenServer vault = new TokenServer("unused");
        LogLines log = new LogLines(SecretReferences.class)) {
      vault.answer(403, "{\"error\":{\"code\":\"Forbidden\"}}");
      vault.answerFrom(3, 200, "{\"value\":\"s3cret\"}");
      SecretReferences patient =
          new SecretReferences(
              resource -> new AccessToken("token", Instant.MAX),
              new Patience(5, Duration.ofMillis(1)));

      Secret secret = patient.resolve("quotelake.x", "keyvault:" + vault.url() + "/secrets/key");

      assertThat(secret.reveal()).isEqualTo("s3cret");
      assertThat(vault.asked()).hasSize(4);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN quotelake.x refers to " + vault.url())
          .contains("which answered 403, as it does until a new role works");
    }
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
      SecretReferences patient =
          new SecretReferences(
              resource -> new AccessToken("token", Instant.MAX),
              new Patience(3, Duration.ofMillis(1)));

      assertThatThrownBy(
              () -> patient.resolve("quotelake.x", "keyvault:" + vault.url() + "/secrets/key"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("quotelake.x")
          .hasMessageContaining("Key Vault Secrets User");
    }
  }
}
