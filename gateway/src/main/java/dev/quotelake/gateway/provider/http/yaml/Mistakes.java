// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes of one definition. */
final class Mistakes {

  private final YamlTree tree;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(YamlTree tree) {
    this.tree = tree;
  }

  void add(String path, String problem, String remedy) {
    found.add(new Mistake(tree.line(path), path, problem, remedy));
  }

  List<Mistake> found() {
    return found;
  }

  /**
   * Goes on only without mistakes.
   *
   * @throws DefinitionException if there are some
   */
  void throwIfAny(String file) throws DefinitionException {
    if (!found.isEmpty()) {
      throw new DefinitionException(file, found);
    }
  }
}
