// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import java.util.Objects;

/** A value that is never printed. */
public final class Secret {

  /**
   * Turns what stands in the settings into the secret itself. A setting is the value, or a
   * reference to it: {@code secret:file:/path} reads a file (as a mounted secret is), {@code
   * keyvault:https://VAULT.vault.azure.net/secrets/NAME} asks Azure Key Vault as the managed
   * identity. Values from the environment need no reference: {@code ${NAME}} is resolved by the
   * settings themselves.
   */
  @FunctionalInterface
  public interface Source {

    /**
     * The secret that a setting holds or refers to.
     *
     * @param setting name of the setting, for messages
     * @param value what stands there
     * @throws SettingsException if the reference leads nowhere; says which setting and what to do
     */
    Secret resolve(String setting, String value);
  }

  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value itself, for the one who sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
