// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import java.util.Objects;

/** A value that is never printed, and that may be replaced while the gateway runs. */
public final class Secret {

  /**
   * Turns what stands in the settings into the secret itself. A setting is the value, or a
   * reference to it: {@code secret:file:/path} reads a file (as a mounted secret is), {@code
   * keyvault:https://VAULT.vault.azure.net/secrets/NAME} asks Azure Key Vault as the managed
   * gateway's identity. Values from the environment need no reference: {@code ${NAME}} is resolved
   * by the settings themselves.
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

  private volatile String value;

  public Secret(String value) {
    replace(value);
  }

  /** The value as it is now, for the one who sends it; to be asked for each time. */
  public String reveal() {
    return value;
  }

  /** Puts another value in its place, for whoever asks next. */
  public void replace(String newer) {
    value = Objects.requireNonNull(newer);
  }

  @Override
  public String toString() {
    return "***";
  }
}
