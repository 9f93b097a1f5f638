// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a part of a definition although its schema allows it: all of it at once. */
public final class Flaws extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * One of them.
   *
   * @param member the member of the part that is wrong; empty for the part itself
   * @param what the problem and, after a semicolon, the remedy
   */
  public record Flaw(String member, String what) {}

  private final transient List<Flaw> all = new ArrayList<>();

  Flaws() {
    super("a definition has flaws", null, false, false);
  }

  public Flaws(String member, String what) {
    this();
    all.add(new Flaw(member, what));
  }

  /** Takes note of one if there is one. */
  Flaws addIf(boolean wrong, String member, String what) {
    if (wrong) {
      all.add(new Flaw(member, what));
    }
    return this;
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw this;
    }
  }

  public List<Flaw> all() {
    return all;
  }
}
