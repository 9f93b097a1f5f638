// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import java.io.IOException;

/** Makes a definition of YAML, or tells all that is wrong with it. */
public final class DefinitionReader {

  private DefinitionReader() {}

  /**
   * Reads and checks a definition.
   *
   * @param file its name, for messages
   * @param yaml its text
   * @throws DefinitionException if it has mistakes; says all of them, each with its line, its path
   *     and its remedy
   */
  public static ProviderDefinition read(String file, String yaml) throws DefinitionException {
    YamlTree tree = parse(file, yaml);
    Mistakes mistakes = new Mistakes(file, tree);
    DefinitionSchema schema = DefinitionSchema.load();
    schema.check(tree.root(), mistakes);
    mistakes.throwIfAny();
    ObjectNode whole = (ObjectNode) schema.complete(tree.root());
    whole.putIfAbsent("title", TextNode.valueOf(file));
    ProviderDefinition definition = DefinitionBinder.bind(whole, mistakes);
    mistakes.throwIfAny();
    return definition;
  }

  private static YamlTree parse(String file, String yaml) throws DefinitionException {
    try {
      return YamlTree.parse(yaml);
    } catch (IOException notYaml) {
      throw new DefinitionException(
          "provider definition " + file + " is not YAML: " + notYaml.getMessage());
    }
  }
}
