// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import java.util.Objects;

/** A value that is never printed. */
public final class Secret {

  private final String value;

  /** Hides a value. */
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
