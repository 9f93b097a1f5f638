// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.config;

/** A setting that cannot work. Its message says which, why, and what to give instead. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
