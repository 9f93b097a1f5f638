// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

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
   * @throws DefinitionException if it has mistakes; says all of them
   */
  public static ProviderDefinition read(String file, String yaml) throws DefinitionException {
    YamlTree tree = parse(file, yaml);
    Mistakes mistakes = new Mistakes(tree);
    DefinitionSchema.check(tree.root(), mistakes);
    mistakes.throwIfAny(file);
    Section root = new Section(tree.root(), "", mistakes);
    ProviderDefinition definition =
        new ProviderDefinition(
            root.text("title").orElse(file),
            RequestReader.read(root.at("request")),
            AnswerReader.read(root.at("answer")),
            LimitsReader.paging(root.at("paging")),
            LimitsReader.budget(root.at("budget")),
            LimitsReader.coolDown(root.at("cool-down")),
            LimitsReader.limits(root.at("limits")));
    mistakes.throwIfAny(file);
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
