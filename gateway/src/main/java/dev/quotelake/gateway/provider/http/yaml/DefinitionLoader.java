// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds definitions, the built-in presets by name, a user's own by {@code file:} and a path, and
 * makes them of their YAML, or tells all that is wrong with it.
 */
public final class DefinitionLoader {

  /** The presets that come with the gateway. */
  public static final List<String> PRESETS =
      List.of(
          "alpaca",
          "finnhub",
          "twelvedata",
          "polygon",
          "alpaca-crypto",
          "polygon-crypto",
          "tiingo",
          "fmp",
          "marketstack");

  private DefinitionLoader() {}

  /**
   * @param reference name of a preset, or {@code file:} and a path
   * @throws DefinitionException if there is none, or if it has mistakes; says all of them
   */
  public static ProviderDefinition load(String reference) throws DefinitionException {
    boolean preset = PRESETS.contains(reference);
    if (!preset && !reference.startsWith("file:")) {
      throw new DefinitionException(
          "there is no provider definition named '%s'; name a preset (%s) or write file: and the path of your own"
              .formatted(reference, String.join(", ", PRESETS)));
    }
    try {
      return preset
          ? read(reference + ".yaml", resource(reference + ".yaml"))
          : read(reference, withoutMark(Files.readString(path(reference))));
    } catch (IOException unreadable) {
      throw new DefinitionException(
          "cannot read the provider definition %s: %s; check the path and that the file is UTF-8 text"
              .formatted(reference, unreadable));
    }
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

  /** Some editors put a byte-order mark before the text. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Path path(String reference) {
    return reference.startsWith("file:///")
        ? Path.of(URI.create(reference))
        : Path.of(reference.substring("file:".length()));
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = DefinitionLoader.class.getResourceAsStream("/providers/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
