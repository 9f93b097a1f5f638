// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON Pointer (RFC 6901), split into its unescaped steps.
 *
 * @param steps names of members, or positions in arrays; none for the whole
 */
public record Pointer(List<String> steps) {

  /** Where a pointer starts. */
  public enum Scope {
    /** At each record. */
    RECORD,
    /** At the whole answer. */
    ANSWER
  }

  /** The value itself. */
  public static final Pointer WHOLE = new Pointer(List.of());

  /**
   * Reads the textual form.
   *
   * @param text empty, or steps that each begin with a slash
   */
  public static Pointer parse(String text) {
    if (text.isEmpty()) {
      return WHOLE;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException("a pointer is empty or begins with a slash: " + text);
    }
    return new Pointer(
        Stream.of(text.substring(1).split("/", -1))
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  /** Whether the other pointer leads to this value or to something inside it. */
  public boolean covers(Pointer other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /** The pointer that goes on from where this one leads. */
  public Pointer then(Pointer further) {
    return new Pointer(Stream.concat(steps.stream(), further.steps.stream()).toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append('/').append(step.replace("~", "~0").replace("/", "~1")));
    return text.toString();
  }
}
