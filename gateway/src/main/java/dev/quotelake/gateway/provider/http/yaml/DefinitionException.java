// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

/** A definition that cannot be used. Its message names every mistake at once. */
public final class DefinitionException extends Exception {

  private static final long serialVersionUID = 1L;

  DefinitionException(String message) {
    super(message);
  }
}
