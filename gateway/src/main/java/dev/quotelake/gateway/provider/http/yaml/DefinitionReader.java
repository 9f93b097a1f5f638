// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a definition of YAML, or tells all that is wrong with it. */
public final class DefinitionReader {

  private final YamlTree tree;
  private final List<String> mistakes = new ArrayList<>();

  private DefinitionReader(YamlTree tree) {
    this.tree = tree;
  }

  /**
   * Reads and checks a definition.
   *
   * @param file its name, for messages
   * @param yaml its text
   * @throws DefinitionException if it has mistakes; says all of them, each with its line, its path
   *     and its remedy
   */
  public static ProviderDefinition read(String file, String yaml) throws DefinitionException {
    try {
      return new DefinitionReader(YamlTree.parse(yaml)).read(file);
    } catch (IOException notYaml) {
      throw new DefinitionException(
          "provider definition " + file + " is not YAML: " + notYaml.getMessage());
    }
  }

  private ProviderDefinition read(String file) throws DefinitionException {
    DefinitionSchema schema = DefinitionSchema.load();
    schema.check(tree.root(), this::add);
    throwIfAny(file);
    JsonNode whole = schema.complete(tree.root());
    ((ObjectNode) whole).putIfAbsent("title", TextNode.valueOf(file));
    ProviderDefinition definition = DefinitionBinder.bind(whole, this::add);
    throwIfAny(file);
    return definition;
  }

  private void add(String path, String problem, String remedy) {
    int line = tree.line(path);
    mistakes.add(
        (line > 0 ? "line " + line + ", " : "")
            + (path.isEmpty() ? "/" : path)
            + ": "
            + problem
            + "; "
            + remedy);
  }

  private void throwIfAny(String file) throws DefinitionException {
    if (!mistakes.isEmpty()) {
      throw new DefinitionException(file, mistakes);
    }
  }
}
