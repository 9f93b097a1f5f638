// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Some HTTP statuses. */
@RegisterForReflection
public final class StatusSet {

  private final BitSet statuses = new BitSet();

  /**
   * Reads the textual form.
   *
   * @param entries each a status ({@code 200}), a class ({@code 2xx}) or a range ({@code 500-504})
   */
  @JsonCreator(mode = Mode.DELEGATING)
  public StatusSet(List<String> entries) {
    for (String entry : entries) {
      String text = entry.toLowerCase(Locale.ROOT);
      if (text.endsWith("xx")) {
        int first = Integer.parseInt(text.substring(0, 1)) * 100;
        statuses.set(first, first + 100);
      } else if (text.contains("-")) {
        int dash = text.indexOf('-');
        statuses.set(
            Integer.parseInt(text.substring(0, dash)),
            Integer.parseInt(text.substring(dash + 1)) + 1);
      } else {
        statuses.set(Integer.parseInt(text));
      }
    }
  }

  /** Whether the status is among them. */
  public boolean contains(int status) {
    return statuses.get(status);
  }

  /** Whether some status is in both. */
  public boolean intersects(StatusSet other) {
    return statuses.intersects(other.statuses);
  }
}
