// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import java.util.List;

/** A definition that cannot be used. Its message names every mistake at once. */
public final class DefinitionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Several mistakes in one file. */
  DefinitionException(String file, List<String> mistakes) {
    this(
        "provider definition "
            + file
            + (mistakes.size() == 1 ? " has a mistake:" : " has " + mistakes.size() + " mistakes:")
            + "\n  "
            + String.join("\n  ", mistakes));
  }

  /** A file that cannot be read. */
  DefinitionException(String message) {
    super(message);
  }
}
