// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Checks a definition against the published JSON Schema and puts the outcome in plain words. */
final class DefinitionSchema {

  private static final String RESOURCE = "/providers/provider-definition.schema.json";

  private final JsonNode document;
  private final JsonSchema schema;

  private DefinitionSchema(JsonNode document) {
    this.document = document;
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                document, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  static void check(JsonNode definition, Mistakes mistakes) {
    load().tell(definition, mistakes);
  }

  private static DefinitionSchema load() {
    try (InputStream schema = DefinitionSchema.class.getResourceAsStream(RESOURCE)) {
      return new DefinitionSchema(new ObjectMapper().readTree(schema));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void tell(JsonNode definition, Mistakes mistakes) {
    for (ValidationMessage message : schema.validate(definition)) {
      mistakes.add(path(message), problem(message), remedy(message));
    }
  }

  private static String path(ValidationMessage message) {
    String holder = message.getInstanceLocation().toString();
    boolean unknownName = message.getType().equals("additionalProperties");
    return unknownName ? holder + "/" + message.getProperty() : holder;
  }

  private static String problem(ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> "there is no '" + message.getProperty() + "' here";
      case "required" -> "'" + message.getProperty() + "' is missing";
      case "enum" -> message.getInstanceNode() + " is not allowed";
      case "pattern" -> message.getInstanceNode() + " has the wrong form";
      default -> message.getError();
    };
  }

  private String remedy(ValidationMessage message) {
    JsonNode rule = rule(message);
    return switch (message.getType()) {
      case "additionalProperties" ->
          "remove it, or use one of " + String.join(", ", names(rule.path("properties")));
      case "required" -> "add it";
      case "enum" -> "write one of " + String.join(", ", texts(rule.path("enum")));
      default ->
          rule.has("description")
              ? "it is: " + rule.get("description").asText()
              : "PROVIDERS.md says what may stand here";
    };
  }

  /** The part of the schema that was not met, with its description. */
  private JsonNode rule(ValidationMessage message) {
    String keyword = message.getSchemaLocation().getFragment().toString();
    return document.at(keyword.substring(0, keyword.lastIndexOf('/')));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
