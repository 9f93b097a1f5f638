// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used. Names every mistake at once. */
public final class DefinitionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /** Several mistakes in one file. */
  public DefinitionException(String file, List<Mistake> mistakes) {
    super(
        mistakes.stream()
            .map(mistake -> "  " + mistake)
            .collect(
                Collectors.joining(
                    "\n",
                    "provider definition "
                        + file
                        + " has "
                        + (mistakes.size() == 1
                            ? "a mistake:\n"
                            : mistakes.size() + " mistakes:\n"),
                    "")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** A file that cannot be read. */
  public DefinitionException(String message) {
    super(message);
    mistakes = List.of();
  }

  /** The mistakes; empty if the file could not be read. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
