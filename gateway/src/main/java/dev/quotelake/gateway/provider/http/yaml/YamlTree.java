// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A YAML document as a tree that knows the line of each of its values. */
final class YamlTree {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();
  private final JsonNode root;

  private YamlTree(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    root = first == null ? NODES.missingNode() : read(parser, first, "");
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not YAML
   */
  static YamlTree parse(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      return new YamlTree(parser);
    }
  }

  private JsonNode read(JsonParser parser, JsonToken token, String path) throws IOException {
    lines.put(path, parser.currentTokenLocation().getLineNr());
    return switch (token) {
      case START_OBJECT -> readObject(parser, path);
      case START_ARRAY -> readArray(parser, path);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.textNode(parser.getText());
    };
  }

  private JsonNode readObject(JsonParser parser, String path) throws IOException {
    ObjectNode object = NODES.objectNode();
    String name;
    while ((name = parser.nextFieldName()) != null) {
      int line = parser.currentTokenLocation().getLineNr();
      String below = path + "/" + name.replace("~", "~0").replace("/", "~1");
      object.set(name, read(parser, parser.nextToken(), below));
      lines.put(below, line);
    }
    return object;
  }

  private JsonNode readArray(JsonParser parser, String path) throws IOException {
    ArrayNode array = NODES.arrayNode();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      array.add(read(parser, token, path + "/" + array.size()));
    }
    return array;
  }

  /** The document; missing if it is empty. */
  JsonNode root() {
    return root;
  }

  /** The line of a value, or of what holds it; 0 if unknown. */
  int line(String path) {
    String at = path;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 0);
  }
}
