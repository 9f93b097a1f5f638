// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A YAML document as a tree that knows the line of each of its values. */
final class YamlTree {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Map<String, Integer> lines = new HashMap<>();
  private final JsonNode root;

  private YamlTree(JsonParser parser) throws IOException {
    JsonNode read = YAML.readTree(new Lines(parser));
    root = read == null ? MissingNode.getInstance() : read;
  }

  /**
   * @throws IOException if it is not YAML
   */
  static YamlTree parse(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      return new YamlTree(parser);
    }
  }

  /** Notes the line of each path when it first comes to it, which is that of a member's name. */
  private final class Lines extends JsonParserDelegate {

    Lines(JsonParser parser) {
      super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      String path = getParsingContext().pathAsPointer().toString();
      lines.putIfAbsent(path, currentTokenLocation().getLineNr());
      return token;
    }
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
