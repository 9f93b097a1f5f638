// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import java.util.List;

/** Settings the gateway cannot start with. Names every mistake at once, and no secret. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  public SettingsException(String mistake) {
    this(List.of(mistake));
  }

  /** Several mistakes, each a sentence that names the setting and the remedy. */
  public SettingsException(List<String> mistakes) {
    super(
        mistakes.size() == 1
            ? mistakes.get(0)
            : mistakes.size()
                + " mistakes in the settings:\n  - "
                + String.join("\n  - ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
