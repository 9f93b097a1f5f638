// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map.Entry;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The published JSON Schema: checks a definition, puts the outcome in plain words, and fills in
 * what a definition leaves out.
 */
final class DefinitionSchema {

  private static final Collector<CharSequence, ?, String> COMMAS = Collectors.joining(", ");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NAME = "/providers/provider-definition.schema.json";

  private final JsonNode document;
  private final JsonSchema schema;

  private DefinitionSchema(JsonNode document) {
    this.document = document;
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                document, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  static DefinitionSchema load() {
    try (InputStream schema = DefinitionSchema.class.getResourceAsStream(NAME)) {
      return new DefinitionSchema(new ObjectMapper().readTree(schema));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Tells all mistakes. */
  void check(JsonNode definition, Mistakes mistakes) {
    for (ValidationMessage message : schema.validate(definition)) {
      mistakes.add(path(message), told(message));
    }
  }

  private static String path(ValidationMessage message) {
    String holder = message.getInstanceLocation().toString();
    boolean unknownName = message.getType().equals("additionalProperties");
    return unknownName ? holder + "/" + message.getProperty() : holder;
  }

  private String told(ValidationMessage message) {
    JsonNode rule = rule(message);
    String found = String.valueOf(message.getInstanceNode());
    return switch (message.getType()) {
      case "additionalProperties" ->
          "there is no '%s' here; remove it, or use one of %s"
              .formatted(
                  message.getProperty(),
                  rule.path("properties").propertyStream().map(Entry::getKey).collect(COMMAS));
      case "required" -> "'" + message.getProperty() + "' is missing; add it";
      case "enum" ->
          found
              + " is not allowed; write one of "
              + rule.path("enum").valueStream().map(JsonNode::asText).collect(COMMAS);
      case "pattern" -> found + " has the wrong form; " + described(rule);
      default -> message.getError() + "; " + described(rule);
    };
  }

  private static String described(JsonNode rule) {
    return rule.has("description")
        ? "it is: " + rule.get("description").asText()
        : "PROVIDERS.md says what may stand here";
  }

  /** The part of the schema that was not met, with its description. */
  private JsonNode rule(ValidationMessage message) {
    String keyword = message.getSchemaLocation().getFragment().toString();
    return document.at(keyword.substring(0, keyword.lastIndexOf('/')));
  }

  /**
   * A valid definition with the schema's defaults filled in and short forms spread: where a text
   * may stand for an object that needs one member only, it becomes that member.
   */
  JsonNode complete(JsonNode definition) {
    return complete(definition, document);
  }

  private JsonNode complete(JsonNode value, JsonNode rule) {
    JsonNode items = find(rule, "items");
    if (value.isArray() && (items.isMissingNode() || allows(items, "object"))) {
      ArrayNode list = NODES.arrayNode();
      value.forEach(element -> list.add(complete(element, items)));
      return list;
    }
    if (value.isObject()) {
      return completeMembers((ObjectNode) value, rule);
    }
    JsonNode needed = find(rule, "required");
    return allows(rule, "object") && allows(rule, "string") && needed.size() == 1
        ? completeMembers(NODES.objectNode().set(needed.get(0).asText(), value), rule)
        : value;
  }

  private JsonNode completeMembers(ObjectNode object, JsonNode rule) {
    ObjectNode complete = NODES.objectNode();
    JsonNode known = find(rule, "properties");
    JsonNode others = find(rule, "additionalProperties");
    object
        .propertyStream()
        .filter(member -> !known.has(member.getKey()))
        .forEach(member -> complete.set(member.getKey(), complete(member.getValue(), others)));
    known
        .properties()
        .forEach(
            member -> {
              JsonNode given = object.path(member.getKey());
              JsonNode value = given.isMissingNode() ? find(member.getValue(), "default") : given;
              if (!value.isMissingNode()) {
                complete.set(member.getKey(), complete(value, member.getValue()));
              }
            });
    return complete;
  }

  /** A keyword of a rule, or of the one it refers to. */
  private JsonNode find(JsonNode rule, String keyword) {
    return rule.has(keyword) || !rule.has("$ref")
        ? rule.path(keyword)
        : find(document.at(rule.get("$ref").asText().substring(1)), keyword);
  }

  private boolean allows(JsonNode rule, String type) {
    return find(rule, "type").toString().contains('"' + type + '"');
  }
}
