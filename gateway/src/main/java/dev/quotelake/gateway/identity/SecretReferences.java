// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Follows references to secrets: into files, and into Key Vault as the managed identity. */
public final class SecretReferences implements Secret.Source {

  private static final String FILE = "secret:file:";
  private static final String KEY_VAULT = "keyvault:";
  private static final String VAULT_RESOURCE = "https://vault.azure.net";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TokenSource identity;

  /** Asks Key Vault as an identity. */
  public SecretReferences(TokenSource identity) {
    this.identity = identity;
  }

  @Override
  public Secret resolve(String setting, String value) {
    if (value.startsWith(FILE)) {
      return fromFile(setting, Path.of(value.substring(FILE.length())));
    }
    return value.startsWith(KEY_VAULT)
        ? fromVault(setting, URI.create(value.substring(KEY_VAULT.length())))
        : new Secret(value);
  }

  private static Secret fromFile(String setting, Path file) {
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new SettingsException(
          setting + " refers to the file " + file + ", which cannot be read: " + e);
    }
  }

  private Secret fromVault(String setting, URI secret) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(secret + "?api-version=7.4"))
              .header("Authorization", "Bearer " + identity.token(VAULT_RESOURCE).value())
              .timeout(TIMEOUT)
              .build();
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request, BodyHandlers.ofString());
      JsonNode value = new ObjectMapper().readTree(answer.body()).path("value");
      if (answer.statusCode() != 200 || !value.isTextual()) {
        throw new SettingsException(
            "%s refers to %s, which answered %d: check its name and that the identity has the role Key Vault Secrets User"
                .formatted(setting, secret, answer.statusCode()));
      }
      return new Secret(value.asText());
    } catch (IOException e) {
      throw new SettingsException(
          setting + " refers to " + secret + ", which cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("interrupted while asking for " + setting);
    }
  }
}
