// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a definition, with the line of each mistake. */
final class Mistakes {

  private final String file;
  private final YamlTree tree;
  private final List<String> found = new ArrayList<>();

  Mistakes(String file, YamlTree tree) {
    this.file = file;
    this.tree = tree;
  }

  /**
   * @param path JSON Pointer to what is wrong
   * @param what the problem and, after a semicolon, the remedy
   */
  void add(String path, String what) {
    int line = tree.line(path);
    String place = (line > 0 ? "line " + line + ", " : "") + (path.isEmpty() ? "/" : path);
    found.add("\n  " + place + ": " + what);
  }

  /** Tells all of them at once, if there are some. */
  void throwIfAny() throws DefinitionException {
    if (!found.isEmpty()) {
      String count = found.size() == 1 ? "a mistake" : found.size() + " mistakes";
      throw new DefinitionException(
          "provider definition " + file + " has " + count + ":" + String.join("", found));
    }
  }
}
