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
   * @param problem what is wrong
   * @param remedy what to do
   */
  public record Flaw(String member, String problem, String remedy) {}

  private final transient List<Flaw> all = new ArrayList<>();

  Flaws() {
    super("a definition has flaws", null, false, false);
  }

  /** A single one. */
  public Flaws(String member, String problem, String remedy) {
    this();
    all.add(new Flaw(member, problem, remedy));
  }

  /** Takes note of one if there is one. */
  void addIf(boolean wrong, String member, String problem, String remedy) {
    if (wrong) {
      all.add(new Flaw(member, problem, remedy));
    }
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      throw this;
    }
  }

  /** All of them. */
  public List<Flaw> all() {
    return all;
  }
}
