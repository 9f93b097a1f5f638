// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Some HTTP statuses. */
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
      String[] ends = entry.toLowerCase(Locale.ROOT).split("-");
      int first = Integer.parseInt(ends[0].replace('x', '0'));
      int last = Integer.parseInt(ends[ends.length - 1].replace('x', '9'));
      statuses.set(first, last + 1);
    }
  }

  public boolean contains(int status) {
    return statuses.get(status);
  }

  /** Whether some status is in both. */
  public boolean intersects(StatusSet other) {
    return statuses.intersects(other.statuses);
  }
}
